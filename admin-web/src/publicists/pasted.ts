/** People as they are pasted: a line each, name, contact and day parted by tabs, commas or spaces. Pure. */
export interface Pasted {
  name: string;
  contact: string | null;
  joinedOn: string | null;
}

/** Years, months and days parted by whatever is no digit: hyphens, dots, or the words for them. */
const DAY = /^(\d{4})\D(\d{1,2})\D(\d{1,2})\D?$/;

export function pastedPeople(text: string): Pasted[] {
  return text.split('\n').flatMap((line) => {
    const parts = line
      .trim()
      .split(/[\t,，、;；]+|\s{1,}/)
      .filter(Boolean);
    if (parts.length === 0) return [];
    const day = parts.map((part) => DAY.exec(part)).find((match) => match !== null);
    const rest = parts.filter((part) => !DAY.test(part));
    const contact = rest.slice(1).find((part) => /\d{5}|@/.test(part)) ?? null;
    return [
      {
        name: rest.filter((part) => part !== contact).join(' '),
        contact,
        joinedOn: day ? `${day[1]}-${day[2]!.padStart(2, '0')}-${day[3]!.padStart(2, '0')}` : null,
      },
    ];
  });
}
