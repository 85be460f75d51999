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

/** Small letters of other scripts, each with the Latin one that it passes for. */
const ALIKE = new Map(
  'аa еe оo рp сc уy хx іi јj ѕs ԁd һh ԛq ԝw ӏl кk мm нh тt вb гr пn αa εe ρp οo υu νv ιi κk τt χx γy ωw'
    .split(' ')
    .map(([other, latin]) => [other, latin]),
);

/** What a name looks like: "аdmin" and "аdмin" in Cyrillic letters look like "admin", and two such names are one too many. */
export function accountLookKey(name: string): string {
  return Array.from(accountNameKey(name), (letter) => ALIKE.get(letter) ?? letter).join('');
}
