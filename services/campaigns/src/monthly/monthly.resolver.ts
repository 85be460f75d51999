import {Needs} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {Page, PageArgs} from '@concours/kernel/page';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import {Language, languageArg, pick} from '@concours/kernel/languages';
import {MonthlyColumn} from './monthly-column.js';
import {MonthlyReport} from './monthly-report.js';
import type {MonthlyReports} from './monthly-reports.service.js';

const where = {at: 'any unit of the plan'};

@ObjectType({description: 'A page of fixed months, newest first.'})
export class MonthlyReportPage extends Page(MonthlyReport, 'MonthlyReport') {}

@ArgsType()
export class MonthlyReportsArgs extends PageArgs {
  @Field(() => ID, {description: 'The campaign.'})
  campaignId: string;
}

@Resolver(() => MonthlyReport)
export class MonthlyResolver {
  constructor(private readonly service: MonthlyReports) {}

  @Needs('report.read', where)
  @Query(() => MonthlyReportPage, {
    description: 'The fixed months of a campaign, newest first; empty for who reads no reports of it (R129).',
  })
  monthlyReports(@Args() args: MonthlyReportsArgs, @Ctx() {caller}: RequestContext): Promise<MonthlyReportPage> {
    return this.service.page(caller, args);
  }

  @Needs('report.read', where)
  @Query(() => MonthlyReport, {nullable: true, description: 'One of them; null if the caller may not see it.'})
  async monthlyReport(
    @Arg('id', () => ID, {description: 'The report.'}) id: string,
    @Ctx() {caller}: RequestContext,
  ): Promise<MonthlyReport | null> {
    return (await this.service.byIds(caller, [id]))[0];
  }

  @Needs('campaign.steer', {at: 'the owner'})
  @Mutation(() => MonthlyReport, {
    description:
      'Fixes the figures of a month by hand, where the definition names no day or before that day. MONTH_INVALID, MONTH_FIXED, MONTH_OUT_OF_ORDER{next}, CAMPAIGN_WITHOUT_PLAN.',
  })
  fixMonth(
    @Arg('campaignId', () => ID, {description: 'The campaign.'}) campaignId: string,
    @Arg('month', () => String, {description: 'A month that is over, YYYY-MM.'}) month: string,
    @Ctx() {caller}: RequestContext,
  ): Promise<MonthlyReport> {
    return this.service.fix(caller, campaignId, month);
  }

  @FieldResolver(() => [MonthlyColumn], {description: 'What was counted, in the order of the cells of every row.'})
  columns(@Root() {content}: MonthlyReport, @languageArg() language: Language): MonthlyColumn[] {
    return content.columns.map(({key, name, unit}) => ({key, name: pick(name, language), unit: pick(unit, language)}));
  }
}
