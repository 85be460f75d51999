import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {In, type EntityManager} from 'typeorm';
import type {KnownOrganisation, OrganisationPlantingService} from '../organisations/organisation-planting.service.js';
import type {ImportOutcome} from './import.kinds.js';
import {mayWrite} from './import-reach.service.js';
import {ImportRow, type ParentMatch} from './import-row.js';
import {findByNames, namesOf} from './parent-names.js';
import {chooseParent, waves, type Candidate} from './place.rules.js';
import type {RowProblem, RowProblemCode, RowValues} from './row.rules.js';

const AT_ONCE = 500;
const MOST_NAMED = 5;

/** As much of a row as its place takes: of a hundred thousand this much is in memory, and nothing else. */
export interface Staged {
  number: number;
  code: string;
  parentCode: string | null;
  parentName: string | null;
  /** Of one that is there: the code of its parent now. */
  isParentOf: string | null;
  outcome: ImportOutcome;
  isRepeat: boolean;
}

type InBatch = (work: (manager: EntityManager) => Promise<void>) => Promise<void>;

/** Where the rows of a file stand in the tree, once all of them are known: parents by name, what is missing, loops, depth. */
export class PlaceCheck {
  private readonly rows: Staged[] = [];
  private readonly indexOf = new Map<string, number>();
  /** What the rows of the file are called, by key. */
  private readonly names = new Map<string, Candidate[]>();
  private readonly matches = new Map<string, {choice: ReturnType<typeof chooseParent>; all: Candidate[]}>();

  constructor(private readonly planting: OrganisationPlantingService) {}

  /** The number of the row that has this code already. */
  rowOf(code: string): number | undefined {
    const index = this.indexOf.get(code);
    return index === undefined ? undefined : this.rows[index].number;
  }

  /** `values` only where the file names parents by name: its own rows may be meant. */
  add(staged: Staged, values: RowValues | null): void {
    const index = this.rows.push(staged) - 1;
    if (staged.isRepeat || staged.code === '') return;
    this.indexOf.set(staged.code, index);
    if (values) this.addNames(staged, values);
  }

  private addNames(staged: Staged, values: RowValues): void {
    const aliases = (values.aliases ?? []).map((alias) => [alias, 'ALIAS'] as const);
    for (const [name, by] of [...namesOf(values), ...aliases]) {
      const key = this.planting.keyOf(name ?? '');
      if (key === '') continue;
      const candidate = {code: staged.code, name: values.nameZh ?? '', by, reachable: true};
      const others = this.names.get(key);
      if (!others) this.names.set(key, [candidate]);
      else if (others.length < MOST_NAMED * 4) others.push(candidate);
    }
  }

  counts(): Record<ImportOutcome, number> {
    const counts = {NEW: 0, CHANGED: 0, UNCHANGED: 0, REFUSED: 0};
    for (const {outcome} of this.rows) counts[outcome]++;
    return counts;
  }

  /** Writes down what the places change about the rows: refusals, matches, and the pass in which each is to be written. */
  async settle(database: Database, caller: Caller, inBatch: InBatch, importId: string): Promise<void> {
    const write = (numbers: readonly number[], values: Partial<ImportRow>): Promise<void> =>
      inParts(numbers, (part) =>
        // the drivers' types of json columns know no arrays
        inBatch(async (manager) => {
          await manager.update(ImportRow, {importId, number: In(part)}, values as object);
        }),
      );
    const refusals = new Map<string, {problem: RowProblem; numbers: number[]}>();
    const refuse = (row: Staged, problem: RowProblem): void => {
      row.outcome = 'REFUSED';
      const key = JSON.stringify(problem);
      const same = refusals.get(key);
      if (same) same.numbers.push(row.number);
      else refusals.set(key, {problem, numbers: [row.number]});
    };
    await this.matchNames(database.read, caller, refuse, write);
    const order = await this.plan(database.read, caller, refuse);
    for (const {problem, numbers} of refusals.values())
      await write(numbers, {outcome: 'REFUSED', problems: [problem], changes: null});
    const passes = new Map<number, number[]>();
    for (const [index, wave] of waves(order)) {
      if (wave === 0) continue;
      const pass = passes.get(wave);
      if (pass) pass.push(this.rows[index].number);
      else passes.set(wave, [this.rows[index].number]);
    }
    for (const [wave, numbers] of passes) await write(numbers, {wave});
  }

  private async matchNames(
    manager: EntityManager,
    caller: Caller,
    refuse: (row: Staged, problem: RowProblem) => void,
    write: (numbers: readonly number[], values: Partial<ImportRow>) => Promise<void>,
  ): Promise<void> {
    const asking = this.rows.filter(({parentName, outcome}) => parentName !== null && outcome !== 'REFUSED');
    if (asking.length === 0) return;
    const {keyOf} = this.planting;
    const there = await findByNames(
      manager,
      new Set(asking.map(({parentName}) => keyOf(parentName ?? ''))),
      keyOf,
      (path) => mayWrite(caller, path),
    );
    const matched = new Map<string, {match: ParentMatch; numbers: number[]}>();
    for (const row of asking) {
      const text = row.parentName ?? '';
      const key = keyOf(text);
      if (!this.matches.has(key)) {
        const all = [...(there.get(key) ?? []), ...(this.names.get(key) ?? [])];
        this.matches.set(key, {choice: chooseParent(all), all});
      }
      const {choice, all} = this.matches.get(key)!;
      if (row.outcome !== 'NEW') {
        // where it stands already is one of those the name may mean
        if (!all.some(({code}) => code === row.isParentOf))
          refuse(row, {code: 'PARENT_DIFFERS', column: 'parentName', facts: {is: row.isParentOf ?? ''}});
        continue;
      }
      if (choice === null) refuse(row, {code: 'PARENT_UNKNOWN', column: 'parentName'});
      else if ('ambiguous' in choice) refuse(row, ambiguous(choice.ambiguous));
      else {
        const {code, name, by} = choice.match;
        row.parentCode = code;
        const same = matched.get(text);
        if (same) same.numbers.push(row.number);
        else matched.set(text, {match: {text, by, code, name}, numbers: [row.number]});
      }
    }
    for (const {match, numbers} of matched.values()) await write(numbers, {parentMatch: match});
  }

  private async plan(
    manager: EntityManager,
    caller: Caller,
    refuse: (row: Staged, problem: RowProblem) => void,
  ): Promise<{row: number; parent: number | undefined}[]> {
    const waiting = new Set<number>();
    const alreadyRefused: number[] = [];
    for (const [index, {outcome, isRepeat}] of this.rows.entries()) {
      if (outcome === 'NEW') waiting.add(index);
      else if (outcome === 'REFUSED' && !isRepeat) alreadyRefused.push(index);
    }
    const known = await this.knownParents(manager, waiting);
    const obstacle = (parent: KnownOrganisation | null): RowProblemCode | null => {
      if (parent === null) return caller.kind === 'system' ? null : 'PARENT_MISSING';
      if (!mayWrite(caller, parent.path)) return 'PARENT_UNKNOWN';
      return parent.closed ? 'PARENT_CLOSED' : null;
    };
    const {planPlaces, mostLevels} = this.planting;
    const plan = planPlaces({rows: this.rows, waiting, alreadyRefused, known, obstacle, mostLevels});
    for (const {row, problem} of plan.refused) {
      const code = problem === 'NOT_PERMITTED' ? 'PARENT_UNKNOWN' : problem;
      const facts = code === 'TOO_DEEP' ? {facts: {most: mostLevels}} : {};
      refuse(this.rows[row], {code, column: 'parentCode', ...facts});
    }
    return plan.create.map(({row, parentCode}) => ({row, parent: this.newRow(parentCode)}));
  }

  /** The row that makes a parent, if the file makes it. */
  private newRow(code: string | null): number | undefined {
    const index = code === null ? undefined : this.indexOf.get(code);
    return index !== undefined && this.rows[index].outcome === 'NEW' ? index : undefined;
  }

  private async knownParents(
    manager: EntityManager,
    waiting: ReadonlySet<number>,
  ): Promise<Map<string, KnownOrganisation>> {
    const codes = new Set<string>();
    for (const index of waiting) {
      const {parentCode} = this.rows[index];
      if (parentCode !== null && this.newRow(parentCode) === undefined) codes.add(parentCode);
    }
    const known = new Map<string, KnownOrganisation>();
    await inParts([...codes], async (part) => {
      for (const [code, organisation] of await this.planting.lookUp(manager, part)) known.set(code, organisation);
    });
    return known;
  }
}

function ambiguous(candidates: readonly Candidate[]): RowProblem {
  const named = candidates.slice(0, MOST_NAMED).map(({code, name}) => `${name}（${code}）`);
  const more = candidates.length > MOST_NAMED ? ' …' : '';
  return {code: 'PARENT_AMBIGUOUS', column: 'parentName', facts: {candidates: named.join('、') + more}};
}

async function inParts<T>(all: readonly T[], work: (part: T[]) => Promise<void>): Promise<void> {
  for (let from = 0; from < all.length; from += AT_ONCE) await work(all.slice(from, from + AT_ONCE));
}
