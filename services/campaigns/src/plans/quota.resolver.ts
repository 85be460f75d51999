import {Needs} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {Arg, Args, Ctx, ID, Mutation, Query, Resolver} from 'type-graphql';
import type {AllocationReading} from './allocation-reading.service.js';
import {AllocationTable} from './allocation-table.js';
import {Plan} from './plan.js';
import {givenRow, givenTargets, QuotasArgs, TargetInput} from './quota.inputs.js';
import type {Quotas} from './quota.service.js';

const PLAN = "The plan, which has its campaign's id.";

@Resolver()
export class QuotaResolver {
  constructor(
    private readonly service: Quotas,
    private readonly reading: AllocationReading,
  ) {}

  @Needs('plan.allocate', {at: 'the unit'})
  @Query(() => AllocationTable, {
    description:
      'Reads a table of numbers against the units directly below one, and its printed totals against its rows (R31, R32); changes nothing. ' +
      'ALLOCATION_UNREADABLE for what is no table.',
  })
  allocationTable(
    @Arg('planId', () => ID, {description: PLAN}) planId: string,
    @Arg('organisationId', () => ID, {description: 'The unit that hands numbers down.'}) organisationId: string,
    @Arg('file', () => String, {
      description:
        'A CSV or XLSX file, or cells copied from a spreadsheet, in Base64; as much as a request holds, some 70 KB.',
    })
    file: string,
    @Ctx() {caller}: RequestContext,
  ): Promise<AllocationTable> {
    return this.reading.read(caller, planId, organisationId, file);
  }

  @Needs('plan.allocate', {at: 'the unit'})
  @Mutation(() => Plan, {
    description:
      'Hands numbers down to units directly below one (R38). What is over or under is shown, not refused. ' +
      'INPUT_INVALID, QUOTA_UNIT_OUTSIDE, QUOTA_BY_NOTICE where the notice gives the number, PLAN_HELD while something is not settled.',
  })
  allocateQuotas(
    @Arg('planId', () => ID, {description: PLAN}) planId: string,
    @Arg('organisationId', () => ID, {description: 'Who hands them down.'}) organisationId: string,
    @Args() {rows}: QuotasArgs,
    @Ctx() {caller}: RequestContext,
  ): Promise<Plan> {
    return this.service.allocate(caller, planId, organisationId, rows.map(givenRow));
  }

  @Needs('plan.allocate', {at: 'the unit'})
  @Mutation(() => Plan, {
    description:
      "Sets a unit's own numbers beside those it was given; they may be larger (A20). INPUT_INVALID, QUOTA_UNIT_OUTSIDE.",
  })
  setOwnTargets(
    @Arg('planId', () => ID, {description: PLAN}) planId: string,
    @Arg('organisationId', () => ID, {description: 'The unit.'}) organisationId: string,
    @Arg('targets', () => [TargetInput], {description: 'Its own numbers; null takes one away.'}) targets: TargetInput[],
    @Ctx() {caller}: RequestContext,
  ): Promise<Plan> {
    return this.service.setOwn(caller, planId, organisationId, givenTargets(targets));
  }

  @Needs('plan.allocate', {at: "the plan's root"})
  @Mutation(() => Plan, {
    description:
      'Splits a row that stands for several units among them (R36): they are its members from then on. What is not split stays with the row. ' +
      'INPUT_INVALID, QUOTA_BUCKET_UNKNOWN, QUOTA_BUCKET_EXCEEDED, QUOTA_UNIT_OUTSIDE, QUOTA_BY_NOTICE for a unit with a row of its own.',
  })
  splitBucket(
    @Arg('planId', () => ID, {description: PLAN}) planId: string,
    @Arg('bucket', () => String, {description: "The row's key in the definition."}) bucket: string,
    @Args() {rows}: QuotasArgs,
    @Ctx() {caller}: RequestContext,
  ): Promise<Plan> {
    return this.service.splitBucket(caller, planId, bucket, rows.map(givenRow));
  }
}
