const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** GB 32100-2015: 18 characters without I, O, S, V and Z; the last one is 31 less the weighted sum of the others. */
export function isCreditCode(text: string): boolean {
  if (text.length !== 18) return false;
  const digits = [...text].map((character) => ALPHABET.indexOf(character));
  if (digits.includes(-1)) return false;
  let weight = 1;
  let sum = 0;
  for (const digit of digits.slice(0, 17)) {
    sum += digit * weight;
    weight = (weight * 3) % 31;
  }
  return digits[17] === (31 - (sum % 31)) % 31;
}

export const CREDIT_CODE = 'uscc';

/** As it is kept and looked up: full-width forms, case and spaces of the credit code do not count. Null: it is none. */
export function referenceOf(system: string, value: string): string | null {
  const text = value.normalize('NFKC').trim();
  if (text === '' || text.length > 100 || /[\p{C}\p{Z}]/u.test(text)) return null;
  if (system !== CREDIT_CODE) return text;
  const code = text.toUpperCase();
  return isCreditCode(code) ? code : null;
}

/** GB/T 2260: a province, a city and a county, two digits each; three more for a township, six for a village. */
export const REGION_CODE = /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])\d{4}(\d{3}){0,2}$/;

/** What the codes of a region and of all in it begin with: `340100` is `3401`. Takes a beginning as well as a whole code. */
export function regionBeginning(text: string): string {
  return text.length === 6 ? text.replace(/(00){1,2}$/, '') : text;
}
