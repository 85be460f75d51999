import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {subtree} from '@concours/kernel/scope';
import {Field, ID, Int, ObjectType} from 'type-graphql';
import {Account} from '../accounts/account.js';
import {Grant} from '../grants/grant.js';
import {administered} from './organisation-access.service.js';
import {Organisation} from './organisation.js';

@ObjectType({description: 'What hangs on an organisation, in numbers: what a move, a merger or a closure would touch.'})
export class OrganisationHoldings {
  @Field(() => ID, {description: 'Which organisation.'})
  id: string;

  @Field(() => Int, {description: 'Organisations directly below it.'})
  children: number;

  @Field(() => Int, {description: 'Of these, those that are open: a closure waits for them.'})
  openChildren: number;

  @Field(() => Int, {description: 'Organisations below it, at any depth: they go along wherever it goes.'})
  descendants: number;

  @Field(() => Int, {description: 'Roles held at the organisation itself: a merger ends them.'})
  grantsHere: number;

  @Field(() => Int, {description: 'Roles held below it: they go along with their organisations.'})
  grantsBelow: number;

  @Field(() => Int, {description: 'Accounts that are administered from it or from below.'})
  accounts: number;
}

/** Counts what an act would touch, for whoever may do it. */
export class OrganisationOutlook {
  constructor(
    private readonly database: Database,
    private readonly realTime: Clock,
  ) {}

  async holdings(caller: Caller, id: string): Promise<OrganisationHoldings> {
    const {read} = this.database;
    const {path} = await administered(read, caller, id);
    const below = {from: path, to: subtree(path).to};
    const grants = () =>
      read
        .createQueryBuilder(Grant, 'g')
        .innerJoin(Organisation, 'o', 'o.id = g.organisationId')
        .where('(g.until IS NULL OR g.until > :now)', {now: this.realTime.now()});
    const [children, openChildren, descendants, grantsHere, grantsBelow, accounts] = await Promise.all([
      read.countBy(Organisation, {parentId: id}),
      read.countBy(Organisation, {parentId: id, closed: false}),
      read.createQueryBuilder(Organisation, 'o').where('o.path > :from AND o.path < :to', below).getCount(),
      grants().andWhere('g.organisationId = :id', {id}).getCount(),
      grants().andWhere('o.path > :from AND o.path < :to', below).getCount(),
      read
        .createQueryBuilder(Account, 'a')
        .innerJoin(Organisation, 'o', 'o.id = a.organisationId')
        .where('o.path >= :from AND o.path < :to', below)
        .getCount(),
    ]);
    return Object.assign(new OrganisationHoldings(), {
      ...{id, children, openChildren, descendants, grantsHere, grantsBelow, accounts},
    });
  }
}
