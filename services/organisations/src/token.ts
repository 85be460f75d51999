import {createHash, randomBytes} from 'node:crypto';

/** The beginning tells what a token is for, so that one that leaked into a text is recognised. */
export type TokenKind = 'cs' | 'cd';

/** 256 random bits. */
export function newToken(kind: TokenKind): string {
  return `${kind}_${randomBytes(32).toString('base64url')}`;
}

export function kindOf(token: string): TokenKind | null {
  return /^c[sd]_[\w-]{43}$/.test(token) ? (token.slice(0, 2) as TokenKind) : null;
}

/** What is stored: whoever reads the table holds nobody's session. Random enough to need neither salt nor slowness. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
