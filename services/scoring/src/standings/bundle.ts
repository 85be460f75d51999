import type {RoundDefinition} from '@concours/schema/definition/round';
import type {TextValue} from '@concours/schema/definition/values';

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
  /** By constituency, those that the votes came from; absent where the round has none. Who voted from none is in `votes` alone. */
  byGroup?: Readonly<Record<string, number>>;
  /** The constituency it comes from itself; absent where it comes from none. */
  group?: string;
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
  /** Present where it advances by one component alone, past the order of the totals (R142). */
  direct?: true;
}

/** A constituency as it was called on the day of the freeze, in the order of the definition. */
export interface GroupName {
  key: string;
  name: TextValue;
}

/** Where counts of a vote that was held elsewhere come from (R124). Dates as ISO texts. */
export interface ExternalSource {
  version: number;
  source: string;
  link: string | null;
  takenAt: string;
  importedAt: string;
  /** What was laid before us, by name, with the SHA-256 of its bytes. */
  evidence: {name: string; sha256: string}[];
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
  /** Absent where votes are not counted by constituency. */
  groups?: GroupName[];
  /** By component; absent where no vote was held elsewhere. */
  external?: Record<string, ExternalSource>;
  /** By organisation id; absent in bundles from before names were kept. A unit that is renamed later is still named so here. */
  units?: Record<string, UnitName>;
  rows: BundleRow[];
}
