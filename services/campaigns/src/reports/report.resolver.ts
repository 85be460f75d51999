import {Needs} from '@concours/kernel/needs';
import {Page} from '@concours/kernel/page';
import type {RequestContext} from '@concours/kernel/request-context';
import type {TextValue} from '@concours/schema/definition/values';
import {Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, ObjectType, Query, Resolver, Root} from 'type-graphql';
import {Campaign} from '../campaigns/campaign.js';
import type {Campaigns} from '../campaigns/campaign.service.js';
import {Attachment} from '../files/attachment.js';
import type {Attachments} from '../files/attachments.service.js';
import {Organisation} from '../organisations/organisation.js';
import {ActivityReport} from './activity-report.js';
import type {ReportAccess} from './report-access.service.js';
import type {ReportCorrecting} from './report-correcting.service.js';
import {ReportCorrection} from './report-correction.js';
import {ReportForm} from './report-form.js';
import {ReportInput, ReportsArgs} from './report.inputs.js';
import type {ReportReading} from './report-reading.service.js';
import type {Reports} from './report.service.js';

@ObjectType({description: 'A page of reports, newest first.'})
export class ActivityReportPage extends Page(ActivityReport, 'ActivityReport') {}

const ID_OF = 'The report.';

/** What gives a report the fields that are not its own. */
interface Beside {
  campaigns: Campaigns;
  access: ReportAccess;
  attachments: Attachments;
  correcting: ReportCorrecting;
}

@Resolver(() => ActivityReport)
export class ReportResolver {
  constructor(
    private readonly service: Reports,
    private readonly reading: ReportReading,
    private readonly beside: Beside,
  ) {}

  @Needs('report.read', {at: 'the unit'})
  @Query(() => ActivityReport, {
    nullable: true,
    description: 'One report; null if there is none or the caller may not see it.',
  })
  async report(
    @Arg('id', () => ID, {description: ID_OF}) id: string,
    @Ctx() {caller}: RequestContext,
  ): Promise<ActivityReport | null> {
    return (await this.reading.byIds(caller, [id]))[0];
  }

  @Needs('report.read', {at: 'the unit'})
  @Query(() => ActivityReportPage, {description: "A campaign's reports that the caller may see, newest first."})
  reports(
    @Args() {campaignId, filter, first, after}: ReportsArgs,
    @Ctx() {caller}: RequestContext,
  ): Promise<ActivityReportPage> {
    return this.reading.page(caller, {campaignId, ...filter, first, after: after ?? null});
  }

  @Needs('report.draft', {at: 'the unit'})
  @Mutation(() => ActivityReport, {
    description:
      'Writes a report down, not yet handed in. INPUT_INVALID, ORGANISATION_UNKNOWN, REPORT_UNIT_CLOSED, REPORT_UNIT_OUTSIDE_PLAN, CAMPAIGN_WITHOUT_PLAN.',
  })
  draftReport(
    @Arg('campaignId', () => ID, {description: 'The campaign.'}) campaignId: string,
    @Arg('input', () => ReportInput, {description: 'The event.'}) input: ReportInput,
    @Ctx() {caller}: RequestContext,
  ): Promise<ActivityReport> {
    return this.service.draft(caller, campaignId, input);
  }

  @Needs('report.draft', {at: 'the unit'})
  @Mutation(() => ActivityReport, {
    description:
      'Rewrites a report that is a draft or was returned. VERSION_CONFLICT if it changed since it was read; REPORT_STATE_FORBIDS.',
  })
  amendReport(
    @Arg('id', () => ID, {description: ID_OF}) id: string,
    @Arg('version', () => Int, {description: 'The version that was read.'}) version: number,
    @Arg('input', () => ReportInput, {description: 'The event, whole.'}) input: ReportInput,
    @Ctx() {caller}: RequestContext,
  ): Promise<ActivityReport> {
    return this.service.amend(caller, id, version, input);
  }

  @Needs('report.draft', {at: 'the unit'})
  @Mutation(() => ActivityReport, {
    description:
      'Hands a report in to the level above. REPORT_STAGE_CLOSED outside of the REPORTING stage; PLAN_HELD{points} while something holds the plan; REPORT_UNIT_CLOSED; REPORT_UNCONFIRMED{keys}; REPORT_EVIDENCE_MISSING{asked, has}; REPORT_STATE_FORBIDS.',
  })
  submitReport(
    @Arg('id', () => ID, {description: ID_OF}) id: string,
    @Ctx() {caller}: RequestContext,
  ): Promise<ActivityReport> {
    return this.service.submit(caller, id);
  }

  @Needs('report.review', {at: 'a body above the unit'})
  @Mutation(() => ActivityReport, {
    description: 'Returns a report to its unit. REPORT_OWN for the one who handed it in; REPORT_STATE_FORBIDS.',
  })
  returnReport(
    @Arg('id', () => ID, {description: ID_OF}) id: string,
    @Arg('reason', () => String, {description: 'What to put right, 1 to 500 characters.'}) reason: string,
    @Ctx() {caller}: RequestContext,
  ): Promise<ActivityReport> {
    return this.service.return(caller, id, reason);
  }

  @Needs('report.review', {at: 'a body above the unit'})
  @Mutation(() => ActivityReport, {
    description:
      'Approves a report, which counts it at its unit and at everything above it, up to the root of the plan, once (R43). ' +
      'REPORT_OWN for the one who handed it in; REPORT_STATE_FORBIDS, also when somebody was faster.',
  })
  approveReport(
    @Arg('id', () => ID, {description: ID_OF}) id: string,
    @Ctx() {caller}: RequestContext,
  ): Promise<ActivityReport> {
    return this.service.approve(caller, id);
  }

  @FieldResolver(() => Campaign, {description: 'The campaign it was reported to.'})
  campaign(@Root() report: ActivityReport, @Ctx() context: RequestContext): Promise<Campaign> {
    return context.load('campaign of a report', report.campaignId, (ids) =>
      this.beside.campaigns.byIds(context.caller, ids),
    ) as Promise<Campaign>;
  }

  @FieldResolver(() => ReportForm, {description: 'What kind of event it was.'})
  async form(@Root() report: ActivityReport, @Ctx() context: RequestContext): Promise<ReportForm> {
    const {document} = await this.campaign(report, context);
    const form = document.plan?.reports.forms.find(({key}) => key === report.formKey);
    // a form that a later definition dropped is still what was reported
    return ReportForm.of(form ?? {key: report.formKey, name: report.formKey});
  }

  @FieldResolver(() => [ReportForm], {description: 'What it was about (R41).'})
  async topics(@Root() report: ActivityReport, @Ctx() context: RequestContext): Promise<ReportForm[]> {
    const {document} = await this.campaign(report, context);
    return namedOf(report.answers?.topics, document.plan?.reports.topics);
  }

  @FieldResolver(() => [ReportForm], {description: 'Where it was spread online (R42).'})
  async channels(@Root() report: ActivityReport, @Ctx() context: RequestContext): Promise<ReportForm[]> {
    const {document} = await this.campaign(report, context);
    return namedOf(report.answers?.channels, document.plan?.reports.channels);
  }

  @FieldResolver(() => [String], {description: 'Keys of the statements that the unit has confirmed (R117).'})
  confirmed(@Root() {answers}: ActivityReport): string[] {
    return answers?.confirmed ?? [];
  }

  @FieldResolver(() => [Attachment], {description: 'Photos of the event, nine at most.'})
  photos(@Root() {id}: ActivityReport, @Ctx() context: RequestContext): Promise<Attachment[]> {
    return context.load('photos of a report', id, (ids) => this.beside.attachments.of(ids));
  }

  @FieldResolver(() => [ReportCorrection], {description: 'What was corrected since it was approved, in that order.'})
  corrections(@Root() {id}: ActivityReport, @Ctx() context: RequestContext): Promise<ReportCorrection[]> {
    return context.load('corrections of a report', id, (ids) => this.beside.correcting.of(ids));
  }

  @Needs('report.read', {at: 'the unit'})
  @FieldResolver(() => [ActivityReport], {
    description: 'Others of the same unit and day with a near title, as far as the caller may see them.',
  })
  duplicates(@Root() report: ActivityReport, @Ctx() context: RequestContext): Promise<ActivityReport[]> {
    return context.load('duplicates of a report', report, (reports) =>
      this.reading.duplicatesOf(context.caller, reports),
    );
  }

  @FieldResolver(() => Organisation, {
    nullable: true,
    description: 'The level that is responsible for it, while it waits for a decision; null otherwise (R43).',
  })
  awaits(@Root() report: ActivityReport, @Ctx() context: RequestContext): Promise<Organisation | null> {
    return context.load('level a report waits for', report, (reports) => this.beside.access.awaitedBy(reports));
  }

  @Needs('report.review', {at: 'a body above the unit'})
  @FieldResolver(() => Boolean, {
    description: 'Whether the caller may decide on it: at that level or above, and not on an own one.',
  })
  mayReview(@Root() report: ActivityReport, @Ctx() context: RequestContext): Promise<boolean> {
    return context.load('whether a report is mine to decide', report, (reports) =>
      this.beside.access.mayReview(context.caller, reports),
    );
  }
}

/** What a later definition dropped is still what was reported. */
function namedOf(keys: readonly string[] = [], list: readonly {key: string; name: TextValue}[] = []): ReportForm[] {
  return keys.map((key) => ReportForm.of(list.find((one) => one.key === key) ?? {key, name: key}));
}
