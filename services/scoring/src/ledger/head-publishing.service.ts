import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import {takeLease} from '@concours/kernel/leased-loop';
import {instantOf, localDay} from '@concours/kernel/zone';
import type {EntityManager} from 'typeorm';
import {Round} from '../rounds/round.js';
import type {Rounds, RoundView} from '../rounds/round.service.js';
import {macBy, sha256} from './hashes.js';
import {bodyOf, dueHead, type HeadBody, stated, statementHash} from './head.rules.js';
import {LedgerHead} from './ledger-head.js';
import type {LedgerSecrets} from './ledger-secrets.js';
import {LedgerChain, LedgerLease} from './ledger-tables.js';
import type {LedgerSigner} from './signer.js';
import {rootOfPeaks} from './tree.rules.js';

/** After the vote is over: what was on its way is stored and sealed by then. */
const SETTLED_MS = 10_000;

/** Signs and publishes a head of every round a day, and one when its vote is over. */
export class HeadPublishing {
  constructor(
    private readonly parts: {
      database: Database;
      rounds: Rounds;
      secrets: LedgerSecrets;
      signer: LedgerSigner;
      clock: Clock;
      /** Whose lease it works under: that of the sealing. */
      me: string;
    },
  ) {}

  /** Answers the rounds that have a new head. To be called when everything is sealed. */
  async publishDue(): Promise<string[]> {
    const published: string[] = [];
    for (const round of await this.parts.database.read.findBy(Round, {removed: false})) {
      if (await this.publish(round)) published.push(round.id);
    }
    return published;
  }

  /** The number of the last head of a round of which the next one is due; null where none is. */
  async dueAfter(round: Round): Promise<number | null> {
    const view = await this.parts.rounds.view(round);
    const {last, head} = await this.due(view, this.parts.database.read);
    return view.limits && head ? (last?.number ?? 0) : null;
  }

  private async due(view: RoundView, manager: EntityManager) {
    const {ref} = view.round;
    const [last = null] = await manager.find(LedgerHead, {where: {round: ref}, order: {number: 'DESC'}, take: 1});
    const chains = await manager.find(LedgerChain, {where: {round: ref}, order: {writer: 'ASC'}});
    return {last, chains, head: this.dueOf(view, last, chains)};
  }

  private async publish(round: Round): Promise<boolean> {
    const {database, rounds, secrets, clock} = this.parts;
    const view = await rounds.view(round);
    // first without the lease: most times there is nothing to do
    if (!view.limits || (await this.due(view, database.read)).head === null) return false;
    const secret = await secrets.of(round.ref);
    return database.write(async (manager) => {
      if (!(await takeLease(manager, LedgerLease, this.parts.me))) return false;
      const {last, chains, head} = await this.due(view, manager);
      if (head === null) return false;
      await manager.insert(LedgerHead, this.signed(round, {last, chains, secret, head, at: clock.now()}));
      return true;
    });
  }

  private dueOf({limits, campaign}: RoundView, last: LedgerHead | null, chains: readonly LedgerChain[]) {
    const now = this.parts.clock.now().getTime();
    const dayOf = (at: number): number => Number(localDay(new Date(at), campaign.zone).replaceAll('-', ''));
    const at = (instant: number | null | undefined): number | null => (instant == null ? null : dayOf(instant));
    const midnight = instantOf(`${localDay(new Date(now), campaign.zone)}T00:00:00.000`, campaign.zone);
    const closesAt = limits?.closesAt ?? null;
    // by blocks: voids add no ballots
    const covered = last ? sumOf((JSON.parse(last.body.text) as HeadBody).writers) : 0;
    return dueHead({
      today: dayOf(now),
      yesterday: dayOf(midnight.getTime() - 1),
      opens: at(limits?.opensAt),
      closes: at(closesAt),
      closed: closesAt !== null && now > closesAt + SETTLED_MS,
      last,
      grown: sumOf(chains) > covered,
    });
  }

  private signed(
    round: Round,
    i: {
      last: LedgerHead | null;
      chains: LedgerChain[];
      secret: string;
      head: {day: number; closing: boolean};
      at: Date;
    },
  ): LedgerHead {
    const number = (i.last?.number ?? 0) + 1;
    const writers = i.chains.map(({writer, blocks, ballots, marks, hash, peaks}) => ({
      ...{writer, blocks, ballots, marks, hash},
      root: rootOfPeaks(peaks, sha256),
    }));
    const salt = macBy(i.secret)(`head ${number}`).slice(0, 32);
    const about = {round: round.id, number, ...i.head, at: i.at.toISOString(), previous: i.last?.hash ?? null};
    const {statement, body} = stated(about, bodyOf(salt, writers), sha256);
    return Object.assign(new LedgerHead(), {
      ...{round: round.ref, number, ...i.head, at: i.at, statement, body: {text: body}},
      hash: statementHash(statement, sha256),
      ...this.parts.signer.sign(statement),
    });
  }
}

const sumOf = (chains: readonly {blocks: number}[]): number => chains.reduce((sum, {blocks}) => sum + blocks, 0);
