import type {SigningKey} from '../identity.js';
import {fullWidth, mobile, spaced} from '../../testing/mobile.js';
import {keyIdOf, PersonalVault, SealBroken} from './vault.js';

const first: SigningKey = {id: 'k1', secret: 'a'.repeat(32)};
const second: SigningKey = {id: 'k2', secret: 'b'.repeat(32)};
const vault = new PersonalVault([first]);
const rotated = new PersonalVault([second, first]);
const phone = mobile('00001234');
const plain = '安徽省合肥市某路 1 号 𠮷';

const reasonOf = (act: () => unknown): string | undefined => {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof SealBroken) return error.reason;
    throw error;
  }
};

describe('a sealed value', () => {
  it.each([plain, '', phone, 'x'.repeat(20_000)])('opens to what was sealed (%#)', (value) => {
    const sealed = vault.seal(value, 'a.b');
    expect(vault.open(sealed, 'a.b')).toBe(value);
    if (value !== '') expect(sealed).not.toContain(value);
  });

  it('is bound to its place', () => {
    const sealed = vault.seal(plain, 'account.phone');
    expect(reasonOf(() => vault.open(sealed, 'account.email'))).toBe('tampered');
  });

  it('does not open when any one of its characters is another', () => {
    const sealed = vault.seal(phone, 'a');
    for (let n = 0; n < sealed.length; n++) {
      const other = sealed[n] === 'A' ? 'B' : 'A';
      const reason = reasonOf(() => vault.open(sealed.slice(0, n) + other + sealed.slice(n + 1), 'a'));
      expect(['malformed', 'key', 'tampered']).toContain(reason);
    }
  });

  it.each(['', 'k1', 'k1:', ':abc', 'k1:!!', 'k1:AAAA', phone])('%j is none', (text) => {
    expect(['malformed', 'key']).toContain(reasonOf(() => vault.open(text, 'a')));
  });

  it('opens under an older key after a rotation, and is sealed with the newer one', () => {
    const old = vault.seal(plain, 'a');
    expect(rotated.open(old, 'a')).toBe(plain);
    const fresh = rotated.seal(plain, 'a');
    expect([keyIdOf(old), keyIdOf(fresh)]).toEqual(['k1', 'k2']);
    expect(reasonOf(() => vault.open(fresh, 'a'))).toBe('key');
  });

  it('does not open under a key of the same name with another secret', () => {
    const impostor = new PersonalVault([{...first, secret: 'c'.repeat(32)}]);
    expect(reasonOf(() => impostor.open(vault.seal(plain, 'a'), 'a'))).toBe('tampered');
  });

  it('never repeats its beginning: 10,000 seals of one value have as many', () => {
    const beginnings = Array.from({length: 10_000}, () => vault.seal('1', 'a').slice(3, 3 + 16));
    expect(new Set(beginnings).size).toBe(10_000);
  });

  it('is told of by its error without the value and without the key', () => {
    const thrown = (() => {
      try {
        return vault.open(vault.seal(phone, 'a'), 'b');
      } catch (error) {
        return String(error);
      }
    })();
    expect(thrown).toBe('SealBroken: a sealed value does not open: tampered');
  });

  it('needs a key', () => expect(() => new PersonalVault([])).toThrow('at least one key'));
});

describe('a look-up', () => {
  it('is the same however the value is written, and after a rotation', () => {
    const hash = vault.lookUp(phone, 'phone');
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    for (const same of [`+86 ${spaced(phone, '-')}`, fullWidth(phone), `86 ${phone}`, ` ${spaced(phone)} `])
      expect(vault.lookUp(same, 'phone')).toBe(hash);
    expect(rotated.lookUp(phone, 'phone')).toBe(hash);
    expect(vault.lookUp('A@Example.CN', 'email')).toBe(vault.lookUp('a@example.cn', 'email'));
  });

  it('is another for another value, place or key', () => {
    const all = [
      vault.lookUp(phone, 'phone'),
      vault.lookUp(mobile('00001235'), 'phone'),
      vault.lookUp(phone, 'other'),
      new PersonalVault([second]).lookUp(phone, 'phone'),
    ];
    expect(new Set(all).size).toBe(all.length);
  });
});
