import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {DomainEvent} from '@concours/kernel/events/event';
import {project} from '@concours/kernel/events/inbox';
import {type Caller, systemCaller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {decodeCursor, encodeCursor, type PageArgs} from '@concours/kernel/page';
import {inputInvalid, notFound, versionConflict} from '@concours/kernel/refusal';
import {may, type Need} from '@concours/kernel/scope';
import type {SecondPersonWaived} from '@concours/schema/events';
import {type EntityManager, LessThan} from 'typeorm';
import type {Campaign} from '../campaigns/campaign.js';
import type {Campaigns} from '../campaigns/campaign.service.js';
import {DefinitionProposal, type DefinitionProposalPage, ProposalState} from './definition-proposal.js';
import {
  proposalDecided,
  proposalNotNeeded,
  proposalOutdated,
  proposalsTooMany,
  proposalWithoutChange,
  secondPersonNeeded,
} from './definition.refusals.js';
import {type Definitions, digestOf, reasonIn, ROLES} from './definition.service.js';

const OPEN_MOST = 20;
const CHANGES_KEPT = 500;

/** After a stage has opened: one proposes, another approves (R122). */
export class Proposals {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly campaigns: Campaigns,
    private readonly definitions: Definitions,
  ) {}

  async propose(caller: Caller, source: string, reasonText: string): Promise<DefinitionProposal> {
    const reason = reasonIn(reasonText);
    if (reason === null) throw inputInvalid({field: 'reason'});
    const {existing, file, need} = await this.definitions.prepare(caller, source);
    if (!existing || this.definitions.openedStage(existing) === undefined) throw proposalNotNeeded();
    const changes = await this.definitions.changes(existing, file);
    if (changes.length === 0) throw proposalWithoutChange();
    const proposal = Object.assign(new DefinitionProposal(), {
      ...{id: newId(), campaignId: existing.id, state: ProposalState.OPEN, baseVersion: existing.definitionVersion},
      ...{content: {source}, digest: digestOf(source), changes: changes.slice(0, CHANGES_KEPT), reason},
      ...{proposedAt: this.clock.now(), proposedById: caller.id, proposedByName: caller.name},
      ...{decidedAt: null, decidedById: null, decidedByName: null, answer: null, waiver: null},
    });
    return this.database.write(async (manager) => {
      const open = await manager.countBy(DefinitionProposal, {campaignId: existing.id, state: ProposalState.OPEN});
      if (open >= OPEN_MOST) throw proposalsTooMany({most: OPEN_MOST});
      await manager.insert(DefinitionProposal, proposal);
      const after = {digest: proposal.digest, baseVersion: proposal.baseVersion, changes: changes.length};
      await record(manager, caller, {...about(proposal, existing, need), action: 'proposeDefinition', after, reason});
      return proposal;
    });
  }

  /** Applies what was proposed, if it still is about the version that holds. */
  async approve(caller: Caller, id: string): Promise<Campaign> {
    const {proposal} = await this.open(caller, id);
    if (!isSecond(caller, proposal)) throw secondPersonNeeded({});
    const prepared = await this.definitions.prepare(caller, proposal.content.source);
    const version = prepared.existing?.definitionVersion ?? 0;
    if (version !== proposal.baseVersion) throw proposalOutdated({version});
    const {reason, waiver, proposedById, proposedByName} = proposal;
    return this.definitions.save(caller, prepared, {
      ...{action: 'approveDefinition', reason, waiver, proposer: {id: proposedById, name: proposedByName}},
      also: (manager) => this.decide(manager, caller, proposal, {state: ProposalState.APPLIED}),
    });
  }

  /** By who proposed it: takes it back. */
  async refuse(caller: Caller, id: string, reasonText: string): Promise<DefinitionProposal> {
    const answer = reasonIn(reasonText);
    if (answer === null) throw inputInvalid({field: 'reason'});
    const {proposal, campaign, need} = await this.open(caller, id);
    const own = caller.id !== null && caller.id === proposal.proposedById;
    const state = own ? ProposalState.WITHDRAWN : ProposalState.REFUSED;
    return this.database.write(async (manager) => {
      await this.decide(manager, caller, proposal, {state, answer});
      const change = {action: 'refuseDefinition', before: {state: ProposalState.OPEN}, after: {state}};
      await record(manager, caller, {...about(proposal, campaign, need), ...change, reason: answer});
      return proposal;
    });
  }

  /** Newest first, for those who could approve them; others see none. */
  async page(caller: Caller, campaign: Campaign, {first, after}: PageArgs): Promise<DefinitionProposalPage> {
    const none = {nodes: [], totalCount: 0, pageInfo: {endCursor: null, hasNextPage: false}};
    if (!may(caller, await this.needAt(campaign))) return none;
    const where = {campaignId: campaign.id};
    const before = after === undefined ? {} : {id: LessThan(String(decodeCursor(after, 1)[0]))};
    const rows = await this.database.read.find(DefinitionProposal, {
      where: {...where, ...before},
      order: {id: 'DESC'},
      take: first + 1,
    });
    const nodes = rows.slice(0, first);
    const last = nodes.at(-1);
    return {
      nodes,
      totalCount: await this.database.read.countBy(DefinitionProposal, where),
      pageInfo: {endCursor: last ? encodeCursor([last.id]) : null, hasNextPage: rows.length > first},
    };
  }

  /** Whether the caller is the second person; the same question is asked again when they approve. */
  async mayApprove(caller: Caller, proposal: DefinitionProposal): Promise<boolean> {
    if (proposal.state !== ProposalState.OPEN || !isSecond(caller, proposal)) return false;
    const campaign = await this.campaigns.one(caller, proposal.campaignId);
    return campaign.definitionVersion === proposal.baseVersion && may(caller, await this.needAt(campaign));
  }

  /** Organisations has found nobody else who could approve: only they know the accounts. */
  async waive(event: DomainEvent<SecondPersonWaived>): Promise<void> {
    await project(
      this.database,
      event,
      async (manager, {payload: {proposalId, campaignId, organisationId, by, reason}}) => {
        const proposal = await manager.findOneBy(DefinitionProposal, {id: proposalId, campaignId, proposedById: by});
        const campaign = proposal && (await this.campaigns.one(systemCaller(), campaignId, manager));
        // asked for another place than the campaign's own: it says nothing about who could approve here
        if (campaign?.ownerId !== organisationId) return;
        await manager.update(DefinitionProposal, {id: proposalId, state: ProposalState.OPEN}, {waiver: reason});
      },
    );
  }

  private async open(
    caller: Caller,
    id: string,
  ): Promise<{proposal: DefinitionProposal; campaign: Campaign; need: Need}> {
    const proposal = await this.database.read.findOneBy(DefinitionProposal, {id});
    if (!proposal) throw notFound();
    const campaign = await this.campaigns.one(caller, proposal.campaignId);
    const need = await this.needAt(campaign);
    if (!may(caller, need)) throw notFound();
    if (proposal.state !== ProposalState.OPEN) throw proposalDecided({state: proposal.state});
    return {proposal, campaign, need};
  }

  private async decide(
    manager: EntityManager,
    caller: Caller,
    proposal: DefinitionProposal,
    {state, answer = null}: {state: ProposalState; answer?: string | null},
  ): Promise<void> {
    const decision = {state, answer, decidedAt: this.clock.now(), decidedById: caller.id, decidedByName: caller.name};
    const {affected} = await manager.update(DefinitionProposal, {id: proposal.id, state: ProposalState.OPEN}, decision);
    if (affected !== 1) throw versionConflict();
    Object.assign(proposal, decision);
  }

  private async needAt(campaign: Campaign): Promise<Need> {
    return {roles: ROLES, path: await this.campaigns.ownerPath(campaign), within: campaign.id};
  }
}

/** Goes by the person behind a program: a key is its owner's. */
function isSecond(caller: Caller, {proposedById, waiver}: DefinitionProposal): boolean {
  return caller.id !== null && (caller.id !== proposedById || waiver !== null);
}

const about = ({id}: DefinitionProposal, campaign: Campaign, need: Need) => ({
  subject: {type: 'DefinitionProposal', id},
  organisationId: campaign.ownerId,
  campaignId: campaign.id,
  need,
});
