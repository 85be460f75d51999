import type {PersonalVault} from '@concours/kernel/personal/vault';
import {keyIdOf} from '@concours/kernel/personal/vault';
import {calculateJwkThumbprint, importJWK, type CryptoKey, type JWK} from 'jose';
import {createPublicKey, randomBytes, type KeyObject} from 'node:crypto';
import type {AppKey, AppKeyAlgorithm} from './app-key.js';
import {publicKeyInvalid} from './app.refusals.js';

const CONTEXT = 'partner_app.secret';
const LONGEST = 4_000;

type Material = Pick<AppKey, 'algorithm' | 'material' | 'ending'>;

/** What signs, made or taken in, and how it is kept. */
export class AppKeyring {
  constructor(private readonly vault: PersonalVault) {}

  newSecret(): Material & {secret: string} {
    const secret = randomBytes(32).toString('base64url');
    return {secret, ...this.kept(secret)};
  }

  kept(secret: string): Material {
    return {algorithm: 'HS256', material: this.vault.seal(secret, CONTEXT), ending: secret.slice(-4)};
  }

  /** Null where it is sealed with the newest key already, or is no secret. */
  resealed({algorithm, material}: AppKey): string | null {
    if (algorithm !== 'HS256' || keyIdOf(material) === this.vault.sealingKeyId) return null;
    return this.vault.seal(this.vault.open(material, CONTEXT), CONTEXT);
  }

  /** PEM or JWK. Whoever pastes a private key is refused: it is no longer theirs alone then, and must not lie here, too. */
  async publicKey(text: string): Promise<Material> {
    if (text.length > LONGEST || /PRIVATE/.test(text)) throw publicKeyInvalid();
    const key = parsed(text);
    const algorithm = algorithmOf(key);
    if (!algorithm) throw publicKeyInvalid();
    const jwk = key.export({format: 'jwk'}) as JWK;
    return {algorithm, material: JSON.stringify(jwk), ending: (await calculateJwkThumbprint(jwk)).slice(-4)};
  }

  /** As jose takes it: bytes for a secret, an object for a public key, so that neither passes for the other. */
  async verifying({algorithm, material}: AppKey): Promise<Uint8Array | CryptoKey> {
    if (algorithm === 'HS256') return new TextEncoder().encode(this.vault.open(material, CONTEXT));
    return importJWK(JSON.parse(material) as JWK, algorithm);
  }
}

function parsed(text: string): KeyObject {
  try {
    const trimmed = text.trim();
    if (!trimmed.startsWith('{')) return createPublicKey(trimmed);
    const jwk = JSON.parse(trimmed) as JWK;
    if ('d' in jwk) throw publicKeyInvalid();
    return createPublicKey({key: jwk, format: 'jwk'});
  } catch {
    throw publicKeyInvalid();
  }
}

function algorithmOf({type, asymmetricKeyType, asymmetricKeyDetails}: KeyObject): AppKeyAlgorithm | null {
  if (type !== 'public') return null;
  if (asymmetricKeyType === 'ed25519') return 'EdDSA';
  return asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1' ? 'ES256' : null;
}
