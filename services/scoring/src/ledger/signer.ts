import {createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify} from 'node:crypto';
import type {SigningKey} from '@concours/kernel/identity';

/** What stands before the 32 bytes of an Ed25519 key in the formats that Node reads. */
const PRIVATE = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC = Buffer.from('302a300506032b6570032100', 'hex');

export interface Signature {
  /** The 32 bytes of the Ed25519 key, base64url. */
  publicKey: string;
  signature: string;
}

/** Signs with the installation's first key; the others are those of before, whose heads still count. */
export class LedgerSigner {
  private readonly keys: {secret: KeyObject; publicKey: string}[];

  constructor(keys: readonly SigningKey[]) {
    this.keys = keys.map((key) => {
      // any secret text of enough length does, as for the other keys of an installation
      const seed = createHash('sha256').update(`concours ledger\n${key.secret}`).digest();
      const secret = createPrivateKey({key: Buffer.concat([PRIVATE, seed]), format: 'der', type: 'pkcs8'});
      const bytes = createPublicKey(secret).export({format: 'der', type: 'spki'}).subarray(PUBLIC.length);
      return {secret, publicKey: bytes.toString('base64url')};
    });
  }

  get publicKeys(): string[] {
    return this.keys.map(({publicKey}) => publicKey);
  }

  sign(text: string): Signature {
    const [{secret, publicKey}] = this.keys as [(typeof this.keys)[number]];
    return {publicKey, signature: sign(null, Buffer.from(text), secret).toString('base64url')};
  }
}

export function isSigned(text: string, {publicKey, signature}: Signature): boolean {
  const bytes = Buffer.from(publicKey, 'base64url');
  if (bytes.length !== 32) return false;
  const key = createPublicKey({key: Buffer.concat([PUBLIC, bytes]), format: 'der', type: 'spki'});
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
}
