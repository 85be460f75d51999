import {createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes} from 'node:crypto';
import type {SigningKey} from '../identity.js';
import {normaliseEmail, normalisePhone} from './contact.js';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Never carries the value; the reason is for the log. */
export class SealBroken extends Error {
  constructor(readonly reason: 'malformed' | 'key' | 'tampered') {
    super(`a sealed value does not open: ${reason}`);
    this.name = 'SealBroken';
  }
}

/**
 * Keeps personal data unreadable in databases, backups and dumps: AES-256-GCM, the key's id in front so that keys rotate. The first
 * key seals, all open. Look-ups go by the last, oldest key, so they hold while keys are added in front of it.
 */
export class PersonalVault {
  /** What new values are sealed with. */
  readonly sealingKeyId: string;
  private readonly keys: Map<string, Buffer>;
  private readonly lookUpKey: Buffer;

  constructor(keys: SigningKey[]) {
    const oldest = keys.at(-1);
    if (!oldest) throw new Error('a vault needs at least one key');
    this.sealingKeyId = keys[0].id;
    this.keys = new Map(keys.map((key) => [key.id, derive(key.secret, 'seal')]));
    this.lookUpKey = derive(oldest.secret, 'look-up');
  }

  /** `context` names the place, such as `account.email`: a sealed value that is moved elsewhere does not open. */
  seal(plain: string, context: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.keyOf(this.sealingKeyId), iv);
    cipher.setAAD(Buffer.from(context));
    const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return `${this.sealingKeyId}:${Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url')}`;
  }

  open(sealed: string, context: string): string {
    const key = this.keyOf(keyIdOf(sealed));
    const body = sealed.slice(sealed.indexOf(':') + 1);
    const bytes = Buffer.from(body, 'base64url');
    // base64 has spellings that mean the same bytes; only the one that was written is taken
    if (bytes.length < IV_BYTES + TAG_BYTES || bytes.toString('base64url') !== body) throw new SealBroken('malformed');
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), {authTagLength: TAG_BYTES});
    decipher.setAAD(Buffer.from(context));
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    try {
      const text = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    } catch {
      throw new SealBroken('tampered');
    }
  }

  /** 64 hex digits by which equal values of one context are found; a number or address counts the same however it is written. */
  lookUp(plain: string, context: string): string {
    const same = normalisePhone(plain) ?? normaliseEmail(plain) ?? plain.normalize('NFKC').trim().toLowerCase();
    return createHmac('sha256', this.lookUpKey).update(`${context}\n${same}`).digest('hex');
  }

  private keyOf(id: string): Buffer {
    const key = this.keys.get(id);
    if (!key) throw new SealBroken('key');
    return key;
  }
}

/** The key a value was sealed with. */
export function keyIdOf(sealed: string): string {
  const colon = sealed.indexOf(':');
  if (colon < 1) throw new SealBroken('malformed');
  return sealed.slice(0, colon);
}

/** One secret serves two purposes, so each gets a key of its own. */
const derive = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `concours personal data: ${purpose}`, 32));
