import {Needs} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {Arg, Ctx, ID, Mutation, Resolver} from 'type-graphql';
import {Submission} from '../submissions/submission.js';
import {Consent} from './consent.js';
import type {ConsentService} from './consent.service.js';

@Resolver(() => Consent)
export class ConsentResolver {
  constructor(private readonly service: ConsentService) {}

  @Needs('work.handIn', {at: 'the unit'})
  @Mutation(() => Submission, {
    description:
      "Records the author's consent to the track's terms (R72, A30). CONSENT_VERSION_WRONG{version}, CONSENT_NOT_ASKED, SUBMISSION_STATE_WRONG{state}, NOT_FOUND.",
  })
  giveConsent(
    @Arg('submissionId', () => ID, {description: 'The work.'}) submissionId: string,
    @Arg('version', () => String, {
      description: 'The version of the terms that was shown; it must be the one in force.',
    })
    version: string,
    @Arg('givenBy', () => String, {description: 'Who consented, 1 to 60 code points.'}) givenBy: string,
    @Ctx() ctx: RequestContext,
  ): Promise<Submission> {
    return this.service.give(ctx.caller, submissionId, version, givenBy);
  }
}
