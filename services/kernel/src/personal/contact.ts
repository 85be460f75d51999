import {domainToASCII} from 'node:url';

const MOBILE = /^1[3-9]\d{9}$/;
// An area code of two or three digits after the 0, a number of seven or eight that begins with neither 0 nor 1.
const LANDLINE = /^0(?:10|2\d|[3-9]\d{2})[2-9]\d{6,7}$/;
const SERVICE = /^[48]00\d{7}$/;
const ABROAD = /^\+(?!86)[1-9]\d{6,14}$/;
const SEPARATORS = /[\s\p{Cf}\p{Pd}().·/]/gu;
const EXTENSION = /(?:转|ext|x|#)(\d{1,6})$/;

/**
 * One spelling for every way to write a telephone number, or null where it is none: full-width digits, separators and the prefix of
 * mainland China go (eleven digits, or the area code with its 0; `x801` for an extension); others keep their country.
 */
export function normalisePhone(text: string): string | null {
  if (text.length > 60) return null;
  const plain = text.normalize('NFKC').replace(SEPARATORS, '').toLowerCase();
  const extension = EXTENSION.exec(plain);
  const number = extension ? plain.slice(0, extension.index) : plain;
  if (ABROAD.test(number)) return extension ? null : number;
  const national = number.replace(/^(?:\+|00)86/, '').replace(/^86(?=1[3-9]\d{9}$)/, '');
  if (MOBILE.test(national)) return extension ? null : national;
  // with the country in front, the area code goes without its 0
  const area = national !== number && !national.startsWith('0') ? `0${national}` : national;
  const landline = [area, national].find((candidate) => LANDLINE.test(candidate) || SERVICE.test(candidate));
  if (!landline) return null;
  return extension ? `${landline}x${extension[1]}` : landline;
}

const NUMBER_IN_TEXT = /(?:\+|(?<![\d.]))\d[\d\s\p{Pd}()·]{5,24}\d(?:(?:转|ext|x|#)\d{1,6})?(?![\d])/giu;
const EMAIL_IN_TEXT = /[\p{L}\p{N}!#$%&'*+=?^_`{|}~.-]{1,64}@[\p{L}\p{N}.-]{1,253}/gu;

/** Every telephone number and mail address in a text such as a name with a number behind it, each in its one spelling. */
export function contactsIn(text: string): string[] {
  const whole = normalisePhone(text) ?? normaliseEmail(text);
  if (whole !== null) return [whole];
  const plain = text.normalize('NFKC').slice(0, 20_000);
  const found = [
    ...[...plain.matchAll(EMAIL_IN_TEXT)].map(([match]) => normaliseEmail(match.replace(/[.-]+$/, ''))),
    ...[...plain.matchAll(NUMBER_IN_TEXT)].flatMap(([match]) => numbersIn(match)),
  ];
  return [...new Set(found.flatMap((contact) => contact ?? []))];
}

/** A run of digits and gaps may be one number with gaps, or several numbers. */
function numbersIn(run: string): (string | null)[] {
  const one = normalisePhone(run);
  return one === null ? run.split(/\s+/).map(normalisePhone) : [one];
}

const LOCAL_PART = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/;

/** Lower case throughout, since nobody keeps two mailboxes that differ in case alone; null where it is no address. */
export function normaliseEmail(text: string): string | null {
  const plain = text.normalize('NFKC').trim().toLowerCase();
  const at = plain.lastIndexOf('@');
  if (at < 1 || at > 64 || plain.length > 254) return null;
  const local = plain.slice(0, at);
  const domain = domainToASCII(plain.slice(at + 1));
  return LOCAL_PART.test(local) && DOMAIN.test(domain) ? `${local}@${domain}` : null;
}
