import type {Hash} from './tree.rules.js';

/** VOID: the ballot does not count any more. RESTORE: it does again, after an appeal. */
export const voidKinds = ['VOID', 'RESTORE'] as const;
export type VoidKind = (typeof voidKinds)[number];

/** What a line of a block of voids says: which ballot of its chain, what that is, and the hash of why. */
export interface VoidLine {
  kind: VoidKind;
  batch: number;
  seq: number;
  /** What the ballot's own line commits to. */
  commitment: string;
  reasonHash: string;
}

export const voidLineOf = ({kind, batch, seq, commitment, reasonHash}: VoidLine): string =>
  [kind, batch, seq, commitment, reasonHash].join(':');

/** Null where the text is no such line. */
export function readVoidLine(line: string): VoidLine | null {
  const match = /^(VOID|RESTORE):(\d{1,16}):(\d{1,9}):([0-9a-f]{64}):([0-9a-f]{64})$/.exec(line);
  if (!match) return null;
  const [, kind, batch, seq, commitment, reasonHash] = match as unknown as [string, VoidKind, ...string[]];
  return {kind, batch: Number(batch), seq: Number(seq), commitment: commitment!, reasonHash: reasonHash!};
}

/** Blocks of voids are numbered below zero where those of ballots have their batch, so that neither passes for the other. */
export const batchOfOrder = (order: number): number => -order;

/** The case's id is drawn by lot: nobody finds out a short reason by trying. */
export const reasonHash = (caseId: string | null, reason: string, hash: Hash): string =>
  hash(`reason\n${caseId ?? ''}\n${reason}`);

/** Which ballots are void by the lines of a chain, in their order; by `batch:seq`. A line that changes nothing is a problem. */
export function voidedBy(lines: readonly VoidLine[]): {voided: Map<string, VoidLine>; problems: string[]} {
  const voided = new Map<string, VoidLine>();
  const problems: string[] = [];
  for (const line of lines) {
    const place = `${line.batch}:${line.seq}`;
    if (line.kind === 'VOID') {
      if (voided.has(place)) problems.push(`batch ${line.batch}, ballot ${line.seq}: voided twice`);
      voided.set(place, line);
    } else if (!voided.delete(place)) {
      problems.push(`batch ${line.batch}, ballot ${line.seq}: restored without having been voided`);
    }
  }
  return {voided, problems};
}
