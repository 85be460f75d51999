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
 * mainland China go (`13812345678`, `055162345678`, `x801` for an extension); others keep their country (`+85223456789`).
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
