/** "Ａnna", "anna" and "ANNA" are one name; what is left over must be something that people can type and tell apart. */
export function accountNameKey(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}

/**
 * Letters and digits of any script, joined by . _ - or @: no spaces, no zero-width or direction characters. Of the scripts
 * whose letters look alike a name keeps to one: "аdmin" with a Cyrillic а would pass for somebody else.
 */
export function isAccountName(name: string): boolean {
  const plain = name.normalize('NFKC').trim();
  const alike = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u].filter((script) =>
    script.test(plain),
  );
  return (
    alike.length <= 1 &&
    /^(?=.{2,60}$)(?!.*\p{Default_Ignorable_Code_Point})[\p{L}\p{N}]+([._@-][\p{L}\p{N}]+)*$/u.test(plain)
  );
}

/** Something to read, and nothing that can't be seen or that turns the writing direction of what stands beside it. */
export const DISPLAY_NAME =
  /^(?=.*[\p{L}\p{N}])[^\p{Cc}\p{Zl}\p{Zp}\u00ad\u061c\u115f\u1160\u3164\uffa0\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+$/u;
