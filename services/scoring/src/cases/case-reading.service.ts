import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {decodeCursor, encodeCursor, type PageArgs, type PageOf} from '@concours/kernel/page';
import {cursorInvalid} from '@concours/kernel/refusal';
import {scopesOf, subtree} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import {LessThan} from 'typeorm';
import type {Rounds} from '../rounds/round.service.js';
import {BallotHold} from '../withholding/ballot-hold.js';
import type {CaseAccess} from './case-access.service.js';
import {CaseDecision} from './case-decision.js';
import type {CaseState, ComplaintState} from './case.kinds.js';
import {Complaint} from './complaint.js';
import {IntegrityCase} from './integrity-case.js';

/** What the graph tells of cases and complaints. */
export class CaseReading {
  constructor(private readonly parts: {database: Database; rounds: Rounds; access: CaseAccess}) {}

  /** Null where the caller may not see it. */
  find(caller: Caller, id: string): Promise<IntegrityCase | null> {
    return this.parts.access.visible(caller, id);
  }

  /** About entries of units for which the caller may speak, once the unit was asked. */
  async ofEntrant(caller: Caller): Promise<IntegrityCase[]> {
    const scopes = scopesOf(caller, permissions['work.handIn']);
    if (scopes.length === 0) return [];
    const within = scopes.map((_, index) => `(o.path >= :from${index} AND o.path < :to${index})`).join(' OR ');
    const ranges = scopes.map(({path}, index) => {
      const {from, to} = subtree(path);
      return {[`from${index}`]: from, [`to${index}`]: to};
    });
    return this.parts.database.read
      .createQueryBuilder(IntegrityCase, 'c')
      .where('c.askedAt IS NOT NULL')
      .andWhere(
        `EXISTS (SELECT 1 FROM entry e JOIN organisation_ref o ON o.id = e.organisationId WHERE e.id = c.entryId AND (${within}))`,
        Object.assign({}, ...ranges) as Record<string, string>,
      )
      .orderBy('c.id', 'DESC')
      .take(100)
      .getMany();
  }

  /** Whether the caller sees what the entrant does not: the note, the signals, the complaints. */
  async seesAll(caller: Caller, {roundId}: IntegrityCase): Promise<boolean> {
    return this.parts.access.mayRead(caller, await this.parts.rounds.viewById(roundId));
  }

  decisions({id}: IntegrityCase): Promise<CaseDecision[]> {
    return this.parts.database.read.find(CaseDecision, {where: {caseId: id}, order: {step: 'ASC'}});
  }

  complaintsOf({id}: IntegrityCase): Promise<Complaint[]> {
    return this.parts.database.read.find(Complaint, {where: {caseId: id}, order: {id: 'ASC'}, take: 200});
  }

  /** How many ballots are put aside for it, or void by it. */
  async ballots({id}: IntegrityCase, state: 'HELD' | 'VOID'): Promise<number> {
    return this.parts.database.read.countBy(BallotHold, {caseId: id, state});
  }

  /** The newest first. */
  cases(roundId: string, page: PageArgs, state: CaseState | null | undefined): Promise<PageOf<IntegrityCase>> {
    return this.pageOf(IntegrityCase, {roundId, ...(state && {state})}, page);
  }

  /** The newest first. */
  complaints(roundId: string, page: PageArgs, state: ComplaintState | null | undefined): Promise<PageOf<Complaint>> {
    return this.pageOf(Complaint, {roundId, ...(state && {state})}, page);
  }

  private async pageOf<T extends IntegrityCase | Complaint>(
    entity: new () => T,
    where: object,
    {first, after}: PageArgs,
  ): Promise<PageOf<T>> {
    const before = after === undefined ? null : decodeCursor(after, 1)[0];
    if (typeof before === 'number') throw cursorInvalid();
    const repository = this.parts.database.read.getRepository<IntegrityCase | Complaint>(entity);
    const [found, totalCount] = await Promise.all([
      repository.find({
        where: {...where, ...(before !== null && {id: LessThan(before)})},
        order: {id: 'DESC'},
        take: first + 1,
      }),
      repository.countBy(where),
    ]);
    const nodes = found.slice(0, first) as T[];
    const last = nodes.at(-1);
    return {
      nodes,
      totalCount,
      pageInfo: {endCursor: last ? encodeCursor([last.id]) : null, hasNextPage: found.length > first},
    };
  }
}
