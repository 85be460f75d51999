/** No app is called so: ids of apps hold no colon. */
const PREFIX = 'openid:';
/** With the prefix and the voter's own id it stays a key that fits every index. */
const LONGEST = 100;

/** Who vouches for somebody who signed in at this issuer, for the sake of the vote alone. */
export function providerApp(issuer: string): string {
  const host = /^https?:\/\/([^/?#]+)/i.exec(issuer)?.[1] ?? issuer;
  return PREFIX + host.toLowerCase().slice(0, LONGEST);
}

export const isOfProvider = (app: string): boolean => app.startsWith(PREFIX);
