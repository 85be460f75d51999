/** "Ａnna", "anna" and "ANNA" are one name; what is left over must be something that people can type and tell apart. */
export function accountNameKey(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}

/** Letters and digits of any script, joined by . _ - or @: no spaces, no zero-width or direction characters. */
export function isAccountName(name: string): boolean {
  return /^(?=.{2,60}$)[\p{L}\p{N}]+([._@-][\p{L}\p{N}]+)*$/u.test(name.normalize('NFKC').trim());
}
