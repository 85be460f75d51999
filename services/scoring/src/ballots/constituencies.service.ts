import {type Database, isDuplicate} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import type {TextValue} from '@concours/schema/definition/values';
import type {EntityManager} from 'typeorm';
import type {Entry} from '../entries/entry.js';
import type {Organisations} from '../organisations/organisation.service.js';
import type {RoundView} from '../rounds/round.service.js';
import {branchBelow, type Member, memberOver} from './constituency.rules.js';

export interface NamedConstituency {
  /** As votes carry it. */
  number: number;
  key: string;
  name: TextValue;
}

type View = Pick<RoundView, 'round' | 'campaign' | 'limits'>;

/** How long a place in the tree is taken for granted: units move rarely, and a ballot asks each time. */
const TRUSTED_MS = 10_000;
const MOST_KEPT = 50_000;
const ATTEMPTS = 20;
const numbered = {unaudited: 'a number of a constituency, given when it is first voted from'};

/**
 * Who votes where (R86). The key of a constituency is the definition's own, or the id of the unit directly below the campaign's owner;
 * its number stays what it was when it was first given, for votes carry it.
 */
export class Constituencies {
  private readonly numbers = new Map<number, Map<string, number>>();
  private readonly paths = new Map<string, {path: string | null; at: number}>();
  private readonly branches = new Map<string, {id: string | null; at: number}>();

  constructor(
    private readonly database: Database,
    private readonly organisations: Organisations,
  ) {}

  /** The number of the caller's constituency; null where the caller belongs to none, or the round has none. */
  async ofCaller({voter, grants}: Caller, view: View): Promise<number | null> {
    if (!view.limits?.groups) return null;
    const own = voter?.organisation === undefined ? [] : [await this.pathOf(voter.organisation)];
    const keys: string[] = [];
    for (const path of [...own, ...grants.map((grant) => grant.path)]) {
      const key = path === null ? null : await this.keyAt(path, view);
      if (key !== null) keys.push(key);
    }
    // who has roles in several votes in the first of them, whatever order they come in
    const found = await Promise.all(keys.map((key) => this.numberOf(view, key)));
    return found.length === 0 ? null : Math.min(...found);
  }

  /** The constituency that an entry comes from itself. */
  async ofEntry({organisationId}: Pick<Entry, 'organisationId'>, view: View): Promise<number | null> {
    const key = await this.keyOfEntry({organisationId}, view);
    return key === null ? null : this.numberOf(view, key);
  }

  /** Of a round, in the order of the definition; by their paths where they are the units below the owner. */
  async named(view: View): Promise<NamedConstituency[]> {
    const {groups} = view.limits ?? {};
    if (!groups) return [];
    const units =
      groups === 'UNITS_BELOW_OWNER' ? await this.organisations.directlyBelow(view.campaign.ownerPath) : groups;
    const found: NamedConstituency[] = [];
    for (const {key, name} of units) found.push({number: await this.numberOf(view, key), key, name});
    return found;
  }

  /** All that have a name or a number, in the order of the definition; gives none a number, so that it can be asked within a unit of work. */
  async listed(view: View): Promise<(Omit<NamedConstituency, 'number'> & {number: number | null})[]> {
    const {groups} = view.limits ?? {};
    if (!groups) return [];
    const {read} = this.database;
    const numbers = await numbersIn(read, view.round.ref);
    const units =
      groups === 'UNITS_BELOW_OWNER' ? await this.organisations.directlyBelow(view.campaign.ownerPath) : groups;
    const present = new Set(units.map(({key}) => key));
    // a unit that has been moved away since keeps what was voted there
    const gone = [...numbers.keys()].filter((key) => !present.has(key));
    const names = await this.organisations.names(read, gone);
    return [...units, ...gone.map((key) => ({key, name: names[key]?.name ?? key}))].map(({key, name}) => ({
      ...{key, name, number: numbers.get(key) ?? null},
    }));
  }

  /** The key of the constituency that an entry comes from itself; null where it comes from none. */
  async keyOfEntry({organisationId}: Pick<Entry, 'organisationId'>, view: View): Promise<string | null> {
    const path = view.limits?.groups ? await this.pathOf(organisationId) : null;
    return path === null ? null : this.keyAt(path, view);
  }

  /** In the transaction of a definition: those that it names have their numbers, in its order. */
  async register(manager: EntityManager, {round, limits}: View): Promise<void> {
    if (!limits?.groups || limits.groups === 'UNITS_BELOW_OWNER') return;
    const known = await numbersIn(manager, round.ref);
    let last = Math.max(0, ...known.values());
    for (const {key} of limits.groups) if (!known.has(key)) await insert(manager, round.ref, ++last, key);
  }

  private async keyAt(path: string, {campaign, limits}: View): Promise<string | null> {
    if (limits!.groups === 'UNITS_BELOW_OWNER') {
      const branch = branchBelow(campaign.ownerPath, path);
      return branch === null ? null : this.idAt(branch);
    }
    const members: Member[] = [];
    for (const {key, units} of limits!.groups!) {
      for (const code of units) {
        const id = campaign.organisations[code];
        const member = id === undefined ? null : await this.pathOf(id);
        if (member !== null) members.push({key, path: member});
      }
    }
    return memberOver(members, path);
  }

  private async numberOf({round}: View, key: string): Promise<number> {
    const known = this.numbers.get(round.ref)?.get(key);
    if (known !== undefined) return known;
    for (let attempt = 1; ; attempt++) {
      const numbers = await numbersIn(this.database.read, round.ref);
      this.numbers.set(round.ref, numbers);
      const number = numbers.get(key);
      if (number !== undefined) return number;
      try {
        const next = Math.max(0, ...numbers.values()) + 1;
        await this.database.write((manager) => insert(manager, round.ref, next, key), numbered);
      } catch (error) {
        // another instance has numbered one at the same moment
        if (attempt === ATTEMPTS || !isDuplicate(error)) throw error;
      }
    }
  }

  private async pathOf(id: string): Promise<string | null> {
    const kept = this.paths.get(id);
    if (kept && Date.now() - kept.at < TRUSTED_MS) return kept.path;
    const [unit] = await this.organisations.find([id]);
    const path = unit?.path ?? null;
    keep(this.paths, id, {path, at: Date.now()});
    return path;
  }

  private async idAt(path: string): Promise<string | null> {
    const kept = this.branches.get(path);
    if (kept && Date.now() - kept.at < TRUSTED_MS) return kept.id;
    const unit = await this.organisations.at(path);
    const id = unit?.id ?? null;
    keep(this.branches, path, {id, at: Date.now()});
    return id;
  }
}

function keep<V>(map: Map<string, V>, key: string, value: V): void {
  if (map.size >= MOST_KEPT) map.clear();
  map.set(key, value);
}

async function numbersIn(reader: EntityManager, round: number): Promise<Map<string, number>> {
  const rows: {name: string; number: number}[] = await reader.query(
    'SELECT name, number FROM vote_constituency WHERE round = ? ORDER BY number',
    [round],
  );
  return new Map(rows.map(({name, number}) => [name, Number(number)]));
}

async function insert(manager: EntityManager, round: number, number: number, key: string): Promise<void> {
  await manager.query('INSERT INTO vote_constituency (round, number, name) VALUES (?, ?, ?)', [round, number, key]);
}
