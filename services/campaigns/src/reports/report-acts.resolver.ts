import {Needs} from '@concours/kernel/needs';
import {Page, PageArgs} from '@concours/kernel/page';
import type {RequestContext} from '@concours/kernel/request-context';
import {Arg, Args, ArgsType, Ctx, Field, ID, Int, Mutation, ObjectType, Query, Resolver} from 'type-graphql';
import {ActivityReport} from './activity-report.js';
import {OverdueUnit} from './overdue-unit.js';
import type {ReportBulk} from './report-bulk.service.js';
import type {ReportCorrecting} from './report-correcting.service.js';
import {ReportDecision} from './report-decision.js';
import {ReportImport} from './report-import.js';
import type {ReportImports} from './report-import.service.js';
import {ReportCorrectionInput} from './report.inputs.js';
import type {OverdueReports} from './report-overdue.service.js';
import type {ReportPhotos} from './report-photos.service.js';

@ObjectType({description: 'A page of units that are late, in the order of the tree.'})
export class OverdueUnitPage extends Page(OverdueUnit, 'OverdueUnit') {}

@ArgsType()
export class OverdueArgs extends PageArgs {
  @Field(() => ID, {description: 'The campaign.'})
  campaignId: string;
}

@ArgsType()
export class ImportReportsArgs {
  @Field(() => ID, {description: 'The campaign.'})
  campaignId: string;

  @Field(() => ID, {description: 'A finished upload at /attachments: CSV or XLSX, 200 rows and 5 MB at most.'})
  uploadId: string;

  @Field(() => Boolean, {description: 'Only tells what would become of each row; keeps nothing.'})
  dryRun: boolean;

  @Field(() => Boolean, {description: 'Hands in at once what is whole; else all rows are drafts.'})
  handIn: boolean;

  @Field(() => [String], {description: 'Keys of the statements that are confirmed for every row.'})
  confirmed: string[];
}

const ID_OF = 'The report.';
const VERSION_OF = 'The version that was read.';
const above = {at: 'a body above the unit'};

/** What is done to reports beside their plain way. */
@Resolver(() => ActivityReport)
export class ReportActsResolver {
  constructor(
    private readonly bulk: ReportBulk,
    private readonly correcting: ReportCorrecting,
    private readonly photos: ReportPhotos,
    private readonly imports: ReportImports,
    private readonly overdue: OverdueReports,
  ) {}

  @Needs('report.review', above)
  @Mutation(() => [ReportDecision], {
    description: 'Approves up to 200 reports, each by itself; says of each what became of it.',
  })
  approveReports(
    @Arg('ids', () => [ID], {description: '1 to 200 reports.'}) ids: string[],
    @Ctx() {caller}: RequestContext,
  ): Promise<ReportDecision[]> {
    return this.bulk.approve(caller, ids);
  }

  @Needs('report.review', above)
  @Mutation(() => [ReportDecision], {
    description: 'Returns up to 200 reports for one reason, each by itself; says of each what became of it.',
  })
  returnReports(
    @Arg('ids', () => [ID], {description: '1 to 200 reports.'}) ids: string[],
    @Arg('reason', () => String, {description: 'What to put right, 1 to 500 characters.'}) reason: string,
    @Ctx() {caller}: RequestContext,
  ): Promise<ReportDecision[]> {
    return this.bulk.return(caller, ids, reason);
  }

  @Needs('report.review', above)
  @Mutation(() => ActivityReport, {
    description:
      'Corrects what an approved report counts for, with a reason: a line of its own; the sums move by the difference (R129). REPORT_OWN, REPORT_STATE_FORBIDS, REPORT_NOTHING_CORRECTED, VERSION_CONFLICT, INPUT_INVALID.',
  })
  correctReport(
    @Arg('id', () => ID, {description: ID_OF}) id: string,
    @Arg('version', () => Int, {description: VERSION_OF}) version: number,
    @Arg('input', () => ReportCorrectionInput, {description: 'As it should have been.'}) input: ReportCorrectionInput,
    @Arg('reason', () => String, {description: 'Why, 1 to 500 characters.'}) reason: string,
    @Ctx() {caller}: RequestContext,
  ): Promise<ActivityReport> {
    return this.correcting.correct(caller, {id, version, reason, counted: input});
  }

  @Needs('report.review', above)
  @Mutation(() => ActivityReport, {
    description:
      'Strikes an approved report out, such as a second one of the same event: it counts no more and stays readable. REPORT_OWN, REPORT_STATE_FORBIDS, VERSION_CONFLICT.',
  })
  strikeReport(
    @Arg('id', () => ID, {description: ID_OF}) id: string,
    @Arg('version', () => Int, {description: VERSION_OF}) version: number,
    @Arg('reason', () => String, {description: 'Why, 1 to 500 characters.'}) reason: string,
    @Ctx() {caller}: RequestContext,
  ): Promise<ActivityReport> {
    return this.correcting.correct(caller, {id, version, reason, counted: null});
  }

  @Needs('report.draft', {at: 'the unit'})
  @Mutation(() => ActivityReport, {
    description:
      'Adds a photo (jpg, png, webp, 20 MB) to a draft or returned report, where the plan says why it asks for any; the place it was taken at is blanked. REPORT_EVIDENCE_UNASKED, ATTACHMENTS_FULL{most}, UPLOAD_NOT_FOUND, UPLOAD_UNFINISHED, ASSET_EMPTY, ASSET_TYPE_WRONG, ASSET_TRUNCATED, ASSET_TOO_MANY_PIXELS, ASSET_TOO_LARGE, REPORT_STATE_FORBIDS.',
  })
  attachReportPhoto(
    @Arg('reportId', () => ID, {description: ID_OF}) reportId: string,
    @Arg('uploadId', () => ID, {description: 'The last part of the address tus gave at /attachments.'})
    uploadId: string,
    @Ctx() {caller}: RequestContext,
  ): Promise<ActivityReport> {
    return this.photos.attach(caller, reportId, uploadId);
  }

  @Needs('report.draft', {at: 'the unit'})
  @Mutation(() => ActivityReport, {
    description: 'Takes a photo off a draft or returned report. NOT_FOUND, REPORT_STATE_FORBIDS.',
  })
  removeReportPhoto(
    @Arg('reportId', () => ID, {description: ID_OF}) reportId: string,
    @Arg('photoId', () => ID, {description: 'The photo.'}) photoId: string,
    @Ctx() {caller}: RequestContext,
  ): Promise<ActivityReport> {
    return this.photos.remove(caller, reportId, photoId);
  }

  @Needs('report.draft', {at: 'each unit'})
  @Mutation(() => ReportImport, {
    description:
      'Reads a statistics table (CSV or XLSX) into reports, a report per row; says of each row what became of it. REPORT_TABLE_REFUSED, REPORT_TABLE_TOO_LARGE, REPORT_TABLE_WITHOUT_HEADINGS, UPLOAD_NOT_FOUND, UPLOAD_UNFINISHED, CAMPAIGN_WITHOUT_PLAN.',
  })
  importReports(@Args() args: ImportReportsArgs, @Ctx() {caller}: RequestContext): Promise<ReportImport> {
    return this.imports.import(caller, args);
  }

  @Needs('report.review', {at: 'the unit'})
  @Query(() => OverdueUnitPage, {
    description: 'Units whose reports the caller reviews and that are late, by the days of the definition (R44).',
  })
  overdueUnits(@Args() args: OverdueArgs, @Ctx() {caller}: RequestContext): Promise<OverdueUnitPage> {
    return this.overdue.page(caller, args);
  }
}
