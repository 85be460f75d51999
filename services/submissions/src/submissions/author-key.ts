/** The same person, however the name was typed (R77). */
export function authorKey(author: string): string {
  const plain = author
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Cf}]/gu, '');
  return Array.from(plain).slice(0, 100).join('');
}
