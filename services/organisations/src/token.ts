import {createHash, randomBytes} from 'node:crypto';

/**
 * The beginning tells what a token is for, so that one that leaked into a text is recognised: `cs` a session, `cr` its
 * renewal, `cv` a voter's visit, `cd` a display, `ck` a key, `cl` a link to choose a password, `cc` the second step of
 * signing in.
 */
const kinds = ['cs', 'cr', 'cv', 'cd', 'ck', 'cl', 'cc'] as const;
export type TokenKind = (typeof kinds)[number];

/** 256 random bits. */
export function newToken(kind: TokenKind): string {
  return `${kind}_${randomBytes(32).toString('base64url')}`;
}

export function kindOf(token: string): TokenKind | null {
  if (!/^[a-z]{2}_[\w-]{43}$/.test(token)) return null;
  return kinds.find((kind) => token.startsWith(`${kind}_`)) ?? null;
}

/** What is stored: whoever reads the table holds nobody's session. Random enough to need neither salt nor slowness. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
