import {createHash} from 'node:crypto';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import {newId} from '@concours/kernel/ids';
import {decodeCursor, encodeCursor, type PageArgs} from '@concours/kernel/page';
import {type EntityManager, In, MoreThan} from 'typeorm';
import type {CampaignView} from '../campaigns/campaign-view.js';
import type {Campaigns} from '../campaigns/campaign.service.js';
import type {Rounds} from '../rounds/round.service.js';
import {Round} from '../rounds/round.js';
import type {SubmissionRef} from '../submissions/submission-ref.js';
import type {Submissions} from '../submissions/submission.service.js';
import {matchShortlist} from './entry.rules.js';
import {Entry, type EntryPage} from './entry.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export class Entries {
  constructor(
    private readonly database: Database,
    private readonly campaigns: Campaigns,
    private readonly submissions: Submissions,
    private readonly rounds: Rounds,
    private readonly clock: Clock,
  ) {}

  async fillAll(manager: EntityManager, campaign: CampaignView): Promise<void> {
    for (const track of new Set(campaign.rounds.map((round) => round.track))) {
      await this.fillFromShortlist(manager, campaign.id, track, campaign);
    }
  }

  /** Fills the first rounds of a track once its shortlist is closed and all its works have arrived; in the caller's transaction. */
  async fillFromShortlist(
    manager: EntityManager,
    campaignId: string,
    trackKey: string,
    known?: CampaignView,
  ): Promise<void> {
    const closed = await this.submissions.shortlist(manager, campaignId, trackKey);
    const campaign = closed && (known ?? (await this.campaigns.read(manager, campaignId)));
    if (!closed || !campaign) return;
    const first = campaign.rounds.filter(({track, entries}) => track === trackKey && 'shortlist' in entries);
    if (first.length === 0) return;
    const candidates = await this.submissions.candidates(manager, campaignId, trackKey);
    const listed = matchShortlist(
      candidates.map(({id, state, wasShortlisted}) => ({id, wasShortlisted, withdrawn: state === 'WITHDRAWN'})),
      closed,
      sha256,
    );
    for (const {key} of first) {
      const roundId = `${campaignId}:${key}`;
      if (listed)
        await this.admit(
          manager,
          roundId,
          listed.map((submissionId) => ({submissionId})),
        );
      else await this.expectMore(manager, roundId);
    }
  }

  /**
   * Makes these works, and no others, the entries of a round. They are numbered in the order of their submission numbers; one that is
   * in already keeps its number and its votes, one that is no longer named counts as withdrawn.
   */
  async admit(
    manager: EntityManager,
    roundId: string,
    works: readonly {submissionId: string}[],
    complete = true,
  ): Promise<Entry[]> {
    const named = new Set(works.map(({submissionId}) => submissionId));
    const refs = await this.submissions.find(manager, [...named]);
    if (refs.length !== named.size) throw new Error(`${roundId}: works are admitted that have not arrived`);
    const present = await manager.findBy(Entry, {roundId});
    const stateOf = new Map(refs.map((ref) => [ref.id, ref.state]));
    const changed = present.filter((entry) => {
      const withdrawn = stateOf.get(entry.submissionId) !== 'SHORTLISTED';
      const differs = entry.withdrawn !== withdrawn;
      entry.withdrawn = withdrawn;
      return differs;
    });
    const taken = present.reduce((most, {position}) => Math.max(most, position), 0);
    const missing = refs.filter(({id}) => !present.some(({submissionId}) => submissionId === id)).sort(byNumber);
    const fresh = missing.map((ref, index) => this.entryOf(roundId, ref, taken + index + 1));
    const round = await manager.findOneByOrFail(Round, {id: roundId});
    if (fresh.length + changed.length === 0 && round.entriesComplete === complete) return present;
    await manager.save([...changed, ...fresh.map((entry) => manager.create(Entry, entry))], {chunk: 100});
    await manager.update(Round, {id: roundId}, {entriesComplete: complete});
    await this.rounds.touch(manager, [roundId]);
    return manager.find(Entry, {where: {roundId}, order: {position: 'ASC'}});
  }

  /** A work that is withdrawn stays where it is and takes no more votes; one that comes back does again. */
  async follow(manager: EntityManager, submissionId: string): Promise<void> {
    const entries = await manager.findBy(Entry, {submissionId});
    const [ref] = await this.submissions.find(manager, [submissionId]);
    if (!ref || entries.length === 0) return;
    const withdrawn = ref.state === 'WITHDRAWN';
    const changed = entries.filter((entry) => entry.withdrawn !== withdrawn);
    if (changed.length === 0) return;
    await manager.update(Entry, {ref: In(changed.map(({ref: each}) => each))}, {withdrawn});
    await this.rounds.touch(manager, [...new Set(changed.map(({roundId}) => roundId))]);
  }

  async ofRound(roundId: string, manager = this.database.read): Promise<Entry[]> {
    return manager.find(Entry, {where: {roundId}, order: {position: 'ASC'}});
  }

  async page(roundId: string, {first, after}: PageArgs): Promise<EntryPage> {
    const from = after === undefined ? 0 : Number(decodeCursor(after, 1)[0]);
    const [rows, totalCount] = await Promise.all([
      this.database.read.find(Entry, {
        where: {roundId, position: MoreThan(from)},
        order: {position: 'ASC'},
        take: first + 1,
      }),
      this.count(roundId),
    ]);
    const nodes = rows.slice(0, first);
    const last = nodes.at(-1);
    return {
      nodes,
      totalCount,
      pageInfo: {endCursor: last ? encodeCursor([last.position]) : null, hasNextPage: rows.length > first},
    };
  }

  count(roundId: string): Promise<number> {
    return this.database.read.countBy(Entry, {roundId});
  }

  async findMany(ids: readonly string[]): Promise<(Entry | null)[]> {
    const entries = await this.database.read.findBy(Entry, {id: In([...ids])});
    const byId = new Map(entries.map((entry) => [entry.id, entry]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /** A shortlist that was closed anew and has not arrived in full: what is there stays, but takes no votes meanwhile. */
  private async expectMore(manager: EntityManager, roundId: string): Promise<void> {
    const {affected} = await manager.update(Round, {id: roundId, entriesComplete: true}, {entriesComplete: false});
    if (affected) await this.rounds.touch(manager, [roundId]);
  }

  private entryOf(roundId: string, ref: SubmissionRef, position: number): Partial<Entry> {
    return {
      id: newId(),
      roundId,
      submissionId: ref.id,
      organisationId: ref.organisationId,
      position,
      admittedAt: this.clock.now(),
      withdrawn: ref.state === 'WITHDRAWN',
    };
  }
}

const byNumber = (a: SubmissionRef, b: SubmissionRef): number =>
  a.number === b.number ? (a.id < b.id ? -1 : 1) : a.number < b.number ? -1 : 1;
