/**
 * The context of look-ups for telephone numbers and mail addresses of anybody, the same in every service: so that one service may
 * ask another for a person by a hash. Services that share it share PERSONAL_KEYS.
 */
export const CONTACT_LOOK_UP = 'contact';

/** A person, as one service asks another for one: never a number or a name, only hashes and ids. */
export interface PersonKeys {
  /** Look-ups of telephone numbers and mail addresses. */
  contacts: string[];
  accounts: string[];
}

/** The id of a `PersonFile`. At most one contact and four accounts, or one account and two contacts, fit a reference. */
export const personId = ({contacts, accounts}: PersonKeys): string =>
  [...contacts.map((hash) => `c${hash}`), ...accounts.map((id) => `a${id}`)].join('.');

/** Null where it is none. */
export function personKeys(id: string): PersonKeys | null {
  const parts = id.split('.');
  if (!parts.every((part) => /^(c[0-9a-f]{64}|a[0-9A-Z]{26})$/.test(part))) return null;
  const of = (kind: string) => parts.filter((part) => part.startsWith(kind)).map((part) => part.slice(1));
  return {contacts: of('c'), accounts: of('a')};
}
