import {normaliseEmail, normalisePhone} from './contact.js';

const HIDDEN = '****';

/** `154****1234`, `0309****78`; how long the middle is stays unsaid. */
export function maskPhone(text: string): string {
  const phone = normalisePhone(text);
  if (phone === null) return HIDDEN;
  const [number] = phone.split('x');
  const area = /^(?:0[12]\d|0[3-9]\d{2}|[48]00|\+\d{2})/.exec(number)?.[0];
  return area === undefined
    ? `${number.slice(0, 3)}${HIDDEN}${number.slice(-4)}`
    : `${area}${HIDDEN}${number.slice(-2)}`;
}

/** `a***@b.cn`. */
export function maskEmail(text: string): string {
  const email = normaliseEmail(text);
  if (email === null) return HIDDEN;
  return `${Array.from(email)[0]}***${email.slice(email.lastIndexOf('@'))}`;
}

// As far as the city, which is no secret of one person.
const CITY = /^\s*(?:\p{Script=Han}{2,8}?(?:省|自治区))?(?:\p{Script=Han}{2,8}?(?:市|自治州|地区|盟))?/u;

/** `安徽省合肥市****`; an address that begins with neither province nor city shows nothing. */
export function maskAddress(text: string): string {
  return `${CITY.exec(text.normalize('NFKC'))?.[0].trim() ?? ''}${HIDDEN}`;
}

/** For a field of which nobody knows what was written into it. */
export function maskContact(text: string): string {
  if (normalisePhone(text) !== null) return maskPhone(text);
  return normaliseEmail(text) === null ? maskAddress(text) : maskEmail(text);
}
