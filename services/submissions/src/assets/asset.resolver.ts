import type {FileLinks} from '@concours/kernel/files/file-links';
import {Needs} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root} from 'type-graphql';
import {RuleFinding} from '../submissions/rule-finding.js';
import {Submission} from '../submissions/submission.js';
import {Asset} from './asset.js';
import type {AssetService} from './asset.service.js';

@Resolver(() => Asset)
export class AssetResolver {
  constructor(
    private readonly service: AssetService,
    private readonly links: FileLinks,
  ) {}

  @Needs('work.handIn', {at: 'the unit'})
  @Mutation(() => Submission, {
    description:
      'Checks a finished upload by its content against a rule of the track and keeps it with the work (R63, R64). Refused with the code of the first finding: ASSET_EMPTY, ASSET_TYPE_WRONG, ASSET_TRUNCATED, ASSET_TOO_MANY_PIXELS, ASSET_TOO_LARGE, ASSET_TOO_LONG, ASSET_NOT_UPRIGHT, ASSET_ASPECT_WRONG, each with facts {rule, findings}; the upload then stays for an hour. Also ASSET_RULE_UNKNOWN, ASSET_COUNT_REACHED{most}, UPLOAD_NOT_FOUND, UPLOAD_UNFINISHED{received, expected}, SUBMISSION_STATE_WRONG{state}. Where a rule takes one file, the new one replaces the old.',
  })
  attachAsset(
    @Arg('submissionId', () => ID, {description: 'The work.'}) submissionId: string,
    @Arg('rule', () => String, {description: "The key of the asset rule in the track's definition."}) rule: string,
    @Arg('uploadId', () => ID, {description: 'The last part of the address tus gave to the upload.'}) uploadId: string,
    @Ctx() ctx: RequestContext,
  ): Promise<Submission> {
    return this.service.attach(ctx.caller, submissionId, rule, uploadId);
  }

  @Needs('work.handIn', {at: 'the unit'})
  @Mutation(() => Submission, {
    description: 'Takes a file off a draft or a returned work. SUBMISSION_STATE_WRONG{state}, NOT_FOUND.',
  })
  removeAsset(
    @Arg('assetId', () => ID, {description: 'The file.'}) assetId: string,
    @Ctx() ctx: RequestContext,
  ): Promise<Submission> {
    return this.service.remove(ctx.caller, assetId);
  }

  @FieldResolver(() => [RuleFinding], {
    description: 'What was found when it was attached, such as the same file in another work.',
  })
  findings(@Root() root: Asset): RuleFinding[] {
    return root.remarks.map((finding) => RuleFinding.of(finding));
  }

  @FieldResolver(() => String, {
    description: 'An address on this origin that gives out this one file for five minutes; byte ranges work.',
  })
  url(@Root() root: Asset): string {
    return this.links.url(root.id);
  }
}
