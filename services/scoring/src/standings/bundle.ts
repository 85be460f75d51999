import type {RoundDefinition} from '@concours/schema/definition/round';

/** A judge's sheet as it counts: judges are numbered, not named. Points are exact decimals as text. */
export interface SheetInput {
  judge: string;
  scores: Readonly<Record<string, string>>;
}

/** Everything about one entry that a standing is made from. Keys of the records are component keys. */
export interface EntryInput {
  id: string;
  number: string;
  submissionId: string;
  organisationId: string;
  submittedAt: string;
  /** Null while the counts are hidden. */
  votes: number | null;
  /** Votes held elsewhere (R124), by component; absent where none were brought in. */
  external?: Readonly<Record<string, number>>;
  sheets: Readonly<Record<string, readonly SheetInput[]>>;
  points: Readonly<Record<string, string>>;
  carried: Readonly<Record<string, string>>;
}

/** One published line. Scores and totals are exact decimals as text, scores on 0 to 100. */
export interface BundleRow {
  entryId: string;
  rank: number;
  total: string;
  raw: Record<string, string>;
  scores: Record<string, string>;
  weighted: Record<string, string>;
  tiedWith: number;
  decidedBy: string | null;
  advances: boolean;
}

/** How a unit is called on the day of the freeze. */
export interface UnitName {
  name: {zh: string; en: string};
  shortName: {zh: string; en: string};
}

/** What a published result rests on and says (R97): whoever holds it recomputes `rows` from `entries`, `rules` and `seed`, and the digest from all. */
export interface Bundle {
  format: 1;
  campaign: {id: string; key: string; definitionVersion: number};
  rules: RoundDefinition;
  /** Lots are SHA-256 over seed, newline, entry id; the lower one goes first. */
  seed: string;
  entries: EntryInput[];
  /** By organisation id; absent in bundles from before names were kept. A unit that is renamed later is still named so here. */
  units?: Record<string, UnitName>;
  rows: BundleRow[];
}
