/**
 * In the form of a mobile number, put together from a prefix that no network has: nothing that could be somebody's stands
 * in a test.
 */
export function mobile(rest: string, prefix: 154 | 161 | 164 = 154): string {
  return `${prefix}${rest}`;
}

/** The same as people write it. */
export function spaced(number: string, gap = ' '): string {
  return [number.slice(0, 3), number.slice(3, 7), number.slice(7)].join(gap);
}

/** The same as an input method for Chinese leaves it. */
export function fullWidth(text: string): string {
  return text.replace(/[!-~]/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0));
}
