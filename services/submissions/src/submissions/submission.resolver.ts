import {Needs, openTo} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {DateTime} from '@concours/kernel/scalars';
import {Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root} from 'type-graphql';
import {Asset} from '../assets/asset.js';
import {CampaignStub, TrackStub} from '../campaigns/campaign-stub.js';
import {Consent} from '../consents/consent.js';
import {OrganisationStub} from '../organisations/organisation-stub.js';
import {RuleFinding} from './rule-finding.js';
import {SubmissionStep} from './submission-step.js';
import {AmendArgs, SubmissionInput, SubmissionPageArgs} from './submission.inputs.js';
import type {SubmissionReader} from './submission-reader.service.js';
import {Submission} from './submission.js';
import type {SubmissionService} from './submission.service.js';
import {SubmissionActions, SubmissionField, SubmissionPage} from './submission.types.js';

const idOfWork = {description: 'The work.'};
const ifNoneVisible = 'NOT_FOUND alike for what does not exist and what the caller may not see.';

@Resolver(() => Submission)
export class SubmissionResolver {
  constructor(
    private readonly service: SubmissionService,
    private readonly reader: SubmissionReader,
  ) {}

  @Needs(openTo.published, 'work.read', 'screening.read', {at: "the unit or the campaign's owner"})
  @Query(() => Submission, {
    nullable: true,
    description: 'A work, or null where there is none that the caller may see.',
  })
  submission(@Arg('id', () => ID, idOfWork) id: string, @Ctx() ctx: RequestContext): Promise<Submission | null> {
    return this.reader.find(ctx.caller, id);
  }

  @Needs(openTo.published, 'work.read', 'screening.read', {at: "the unit or the campaign's owner"})
  @Query(() => SubmissionPage, {
    description:
      'The works of a campaign that the caller may see: of own units and below, of campaigns screened, and what is public.',
  })
  submissions(
    @Arg('campaignId', () => ID, {description: 'The campaign.'}) campaignId: string,
    @Args(() => SubmissionPageArgs) args: SubmissionPageArgs,
    @Ctx() ctx: RequestContext,
  ): Promise<SubmissionPage> {
    return this.reader.page(ctx.caller, campaignId, args);
  }

  @Needs('work.handIn', {at: 'the unit'})
  @Mutation(() => Submission, {
    description:
      'Begins a work as a draft. SUBMISSION_INVALID{field, fields}, SUBMISSION_ORGANISATION_CLOSED; NOT_FOUND unless a definition with this track was applied (R66).',
  })
  createSubmission(
    @Arg('input', () => SubmissionInput, {description: 'What is known of it.'}) input: SubmissionInput,
    @Ctx() ctx: RequestContext,
  ): Promise<Submission> {
    return this.service.create(ctx.caller, input);
  }

  @Needs('work.handIn', {at: 'the unit'})
  @Mutation(() => Submission, {
    description: `Changes a draft or a returned work. VERSION_CONFLICT if somebody else changed it meanwhile, SUBMISSION_INVALID{field, fields}, SUBMISSION_STATE_WRONG{state}. ${ifNoneVisible}`,
  })
  amendSubmission(@Args(() => AmendArgs) args: AmendArgs, @Ctx() ctx: RequestContext): Promise<Submission> {
    return this.service.amend(ctx.caller, args);
  }

  @Needs('work.handIn', {at: 'the unit'})
  @Mutation(() => Submission, {
    description: `Hands a work in, within the intake of its track, to the millisecond of the server's clock. SUBMISSION_INTAKE_NOT_OPEN{opensAt}, SUBMISSION_INTAKE_CLOSED{closedAt}, SUBMISSION_INCOMPLETE{missing}, SUBMISSION_AGAINST_RULES{findings}, SUBMISSION_CONSENT_MISSING{version}, SUBMISSION_WORKS_PER_AUTHOR{most}, SUBMISSION_STATE_WRONG{state}. ${ifNoneVisible}`,
  })
  handIn(@Arg('submissionId', () => ID, idOfWork) id: string, @Ctx() ctx: RequestContext): Promise<Submission> {
    return this.service.handIn(ctx.caller, id);
  }

  @Needs('work.recommend', 'screening.decide', {at: "the unit or the campaign's owner"})
  @Mutation(() => Submission, {
    description: `Sends a work back with a reason of 1 to 500 characters; by the level above or the screening, until the shortlist is closed (SCREENING_CLOSED). A recommended one gives its place back. SUBMISSION_STATE_WRONG{state}. ${ifNoneVisible}`,
  })
  returnSubmission(
    @Arg('submissionId', () => ID, idOfWork) id: string,
    @Arg('reason', () => String, {description: 'What to change.'}) reason: string,
    @Ctx() ctx: RequestContext,
  ): Promise<Submission> {
    return this.service.returnIt(ctx.caller, id, reason);
  }

  @Needs('work.handIn', 'screening.decide', {at: "the unit or the campaign's owner"})
  @Mutation(() => Submission, {
    description: `Takes a work back for good, with a reason; its places become free (R79). By its unit, or by the screening, which alone may do so once the shortlist is closed. SCREENING_CLOSED, SUBMISSION_STATE_WRONG{state}. ${ifNoneVisible}`,
  })
  withdrawSubmission(
    @Arg('submissionId', () => ID, idOfWork) id: string,
    @Arg('reason', () => String, {description: 'Why.'}) reason: string,
    @Ctx() ctx: RequestContext,
  ): Promise<Submission> {
    return this.service.withdraw(ctx.caller, id, reason);
  }

  @FieldResolver(() => CampaignStub, {description: 'The campaign it was made for.'})
  campaign(@Root() root: Submission): CampaignStub {
    return CampaignStub.of(root.campaignId);
  }

  @FieldResolver(() => TrackStub, {description: 'The track it is in.'})
  track(@Root() root: Submission): TrackStub {
    return TrackStub.of(root.campaignId, root.trackKey);
  }

  @FieldResolver(() => OrganisationStub, {description: 'The unit that hands it in.'})
  organisation(@Root() root: Submission): OrganisationStub {
    return OrganisationStub.of(root.organisationId);
  }

  @Needs('work.read', 'screening.read', {at: "the unit or the campaign's owner"})
  @FieldResolver(() => OrganisationStub, {
    nullable: true,
    description: 'The unit that put it forward (R78); null for the public.',
  })
  recommendedBy(@Root() root: Submission): OrganisationStub | null {
    return root.sight.level === 'FULL' && root.recommendedById !== null
      ? OrganisationStub.of(root.recommendedById)
      : null;
  }

  @Needs('work.read', 'screening.read', {at: "the unit or the campaign's owner"})
  @FieldResolver(() => [SubmissionField], {description: 'In the order of the definition; empty for the public.'})
  fields(@Root() root: Submission, @Ctx() ctx: RequestContext): Promise<SubmissionField[]> {
    return ctx.load('fields of works', root, (works) => this.reader.fields(ctx.caller, works));
  }

  @Needs(openTo.published, 'work.read', 'screening.read', {at: "the unit or the campaign's owner"})
  @FieldResolver(() => [Asset], {description: 'Its files; for the public without its documents.'})
  assets(@Root() root: Submission, @Ctx() ctx: RequestContext): Promise<Asset[]> {
    return ctx.load('assets of works', root, (works) => this.reader.assets(works));
  }

  @FieldResolver(() => Asset, {nullable: true, description: 'Its cover picture.'})
  async cover(@Root() root: Submission, @Ctx() ctx: RequestContext): Promise<Asset | null> {
    return this.reader.coverOf(await this.assets(root, ctx));
  }

  @Needs('work.read', 'screening.read', {at: "the unit or the campaign's owner"})
  @FieldResolver(() => [RuleFinding], {
    description: "What the track's rules hold against it now, files included; empty for the public.",
  })
  async findings(@Root() root: Submission, @Ctx() ctx: RequestContext): Promise<RuleFinding[]> {
    const shared = ctx.load('contacts of other works', root, (works) => this.reader.sharedContacts(ctx.caller, works));
    return this.reader.findings(root, await this.assets(root, ctx), await shared);
  }

  @Needs('work.read', 'screening.read', {at: "the unit or the campaign's owner"})
  @FieldResolver(() => [SubmissionStep], {
    description: 'Every step since it was begun, the oldest first (R80); empty for the public.',
  })
  history(@Root() root: Submission, @Ctx() ctx: RequestContext): Promise<SubmissionStep[]> {
    return ctx.load('history of works', root, (works) => this.reader.histories(works));
  }

  @Needs('work.read', 'screening.read', {at: "the unit or the campaign's owner"})
  @FieldResolver(() => Consent, {
    nullable: true,
    description: 'The consent that was recorded last; null for the public.',
  })
  consent(@Root() root: Submission, @Ctx() ctx: RequestContext): Promise<Consent | null> {
    return ctx.load('consents of works', root, (works) => this.reader.consents(works));
  }

  @Needs('work.read', 'screening.read', {at: "the unit or the campaign's owner"})
  @FieldResolver(() => String, {nullable: true, description: 'Why it was returned, while it is.'})
  returnReason(@Root() root: Submission): string | null {
    return root.sight.level === 'FULL' ? root.returnReason : null;
  }

  @Needs('work.read', 'screening.read', {at: "the unit or the campaign's owner"})
  @FieldResolver(() => DateTime, {
    nullable: true,
    description: 'When it was handed in; null for drafts and for the public.',
  })
  handedInAt(@Root() root: Submission): Date | null {
    return root.sight.level === 'FULL' ? root.handedInAt : null;
  }

  @FieldResolver(() => SubmissionActions, {description: 'What the caller may do to it now.'})
  can(@Root() root: Submission, @Ctx() ctx: RequestContext): Promise<SubmissionActions> {
    return ctx.load('acts on works', root, (works) => this.reader.actions(ctx.caller, works));
  }
}

@Resolver(() => SubmissionStep)
export class SubmissionStepResolver {
  @FieldResolver(() => OrganisationStub, {nullable: true, description: 'The unit that acted.'})
  organisation(@Root() root: SubmissionStep): OrganisationStub | null {
    return root.organisationId === null ? null : OrganisationStub.of(root.organisationId);
  }
}
