import {Needs} from '@concours/kernel/needs';
import {PageArgs} from '@concours/kernel/page';
import type {RequestContext} from '@concours/kernel/request-context';
import {Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver, Root} from 'type-graphql';
import {Campaign} from '../campaigns/campaign.js';
import {DefinitionProposal, DefinitionProposalPage} from './definition-proposal.js';
import {SOURCE} from './definition.resolver.js';
import type {Proposals} from './proposal.service.js';

const atOwner = {at: "the campaign's owner"};

@Resolver(() => DefinitionProposal)
export class ProposalResolver {
  constructor(private readonly service: Proposals) {}

  @Needs('campaign.apply', atOwner)
  @Mutation(() => DefinitionProposal, {
    description:
      'Proposes a change of a campaign of which a stage has opened (R122). Nothing changes until another account approves. ' +
      'DEFINITION_INVALID, PROPOSAL_NOT_NEEDED, PROPOSAL_WITHOUT_CHANGE, PROPOSALS_TOO_MANY.',
  })
  proposeDefinition(
    @Arg('source', () => String, {description: SOURCE}) source: string,
    @Arg('reason', () => String, {description: 'Why, 1 to 500 characters; participants read it once it is applied.'})
    reason: string,
    @Ctx() {caller}: RequestContext,
  ): Promise<DefinitionProposal> {
    return this.service.propose(caller, source, reason);
  }

  @Needs('campaign.apply', atOwner)
  @Mutation(() => Campaign, {
    description:
      'Applies what was proposed, by another account than who proposed it: SECOND_PERSON_NEEDED otherwise, unless `waiveSecondPerson` ' +
      'found that nobody else could. PROPOSAL_DECIDED; PROPOSAL_OUTDATED if another version holds by now; DEFINITION_INVALID; VERSION_CONFLICT.',
  })
  approveDefinition(
    @Arg('proposalId', () => ID, {description: 'The proposal.'}) proposalId: string,
    @Ctx() {caller}: RequestContext,
  ): Promise<Campaign> {
    return this.service.approve(caller, proposalId);
  }

  @Needs('campaign.apply', atOwner)
  @Mutation(() => DefinitionProposal, {
    description: 'Refuses what was proposed; by who proposed it: takes it back. PROPOSAL_DECIDED.',
  })
  refuseDefinition(
    @Arg('proposalId', () => ID, {description: 'The proposal.'}) proposalId: string,
    @Arg('reason', () => String, {description: 'Why, 1 to 500 characters.'}) reason: string,
    @Ctx() {caller}: RequestContext,
  ): Promise<DefinitionProposal> {
    return this.service.refuse(caller, proposalId, reason);
  }

  @FieldResolver(() => Boolean, {description: 'Whether the caller may approve it: the second person, and in time.'})
  mayApprove(@Root() proposal: DefinitionProposal, @Ctx() {caller}: RequestContext): Promise<boolean> {
    return this.service.mayApprove(caller, proposal);
  }
}

@Resolver(() => Campaign)
export class CampaignProposalsResolver {
  constructor(private readonly service: Proposals) {}

  @Needs('campaign.apply', atOwner)
  @FieldResolver(() => DefinitionProposalPage, {
    description:
      'Changes that were proposed after a stage had opened, newest first. Empty for those who may not apply them.',
  })
  definitionProposals(
    @Root() campaign: Campaign,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() {caller}: RequestContext,
  ): Promise<DefinitionProposalPage> {
    args.check();
    return this.service.page(caller, campaign, args);
  }
}
