import {record} from '@concours/kernel/audit/record';
import {createHash} from 'node:crypto';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {DomainEvent} from '@concours/kernel/events/event';
import {project} from '@concours/kernel/events/inbox';
import {systemCaller, type Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {inputInvalid, notPermitted, notSignedIn, versionConflict} from '@concours/kernel/refusal';
import {demand, scopesOf, type Need} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import type {Definition, DefinitionFile} from '@concours/schema/definition/definition';
import type {DefinitionAcknowledged} from '@concours/schema/events';
import type {EntityManager} from 'typeorm';
import {Campaign} from '../campaigns/campaign.js';
import type {Campaigns} from '../campaigns/campaign.service.js';
import type {CampaignMoments} from './campaign-moments.service.js';
import type {OrganisationRef} from '../organisations/organisation-ref.js';
import type {OrganisationRefs} from '../organisations/organisation-ref.service.js';
import {nothingHeld} from '../points/held.js';
import type {OpenPoints} from '../points/open-points.service.js';
import {overridesThatHold} from '../stages/stage.service.js';
import {Acknowledgement} from './acknowledgement.js';
import type {AppliedWatcher} from './applied-watcher.js';
import {type Change, changesBetween} from './definition.changes.rules.js';
import {AppliedFiles} from './applied-files.service.js';
import {checkSource, type Surroundings} from './definition.check.js';
import {announceApplied} from './definition.events.js';
import {definitionInvalid, reasonRequired} from './definition.refusals.js';
import {DefinitionVersion} from './definition-version.js';
import {codesOf} from './organisation-codes.rules.js';
import type {PlacedProblem} from './problem.js';

const CHANGES_TOLD = 50;
const ROLES = permissions['campaign.apply'];

export interface CheckedPlan {
  digest: string;
  campaignId: string | null;
  definition: Definition | null;
  problems: PlacedProblem[];
  changes: Change[];
}

/** A definition is checked as a whole, applied as a whole, and kept. */
export class Definitions {
  private readonly around: Surroundings;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly campaigns: Campaigns,
    private readonly organisations: OrganisationRefs,
    private readonly watchers: readonly AppliedWatcher[],
    private readonly moments: CampaignMoments,
    private readonly points: OpenPoints,
  ) {
    const files = new AppliedFiles(database);
    this.around = {
      organisations: (codes) => organisations.byCodes(codes),
      campaigns: (keys) => files.byKeys(keys),
    };
  }

  async check(caller: Caller, source: string): Promise<CheckedPlan> {
    demandSomewhere(caller);
    const {problems, file} = await checkSource(source, this.around);
    const existing = file ? await this.campaigns.byKey(caller, file.campaign.key) : null;
    const definition = file && (await this.moments.inForce(this.database.read, file, existing)).document;
    return {
      digest: digestOf(source),
      campaignId: existing?.id ?? null,
      definition: definition ?? null,
      problems,
      changes: definition ? changesBetween(existing?.document ?? {}, definition) : [],
    };
  }

  /** The same source again changes nothing; two at once: the later one is refused with VERSION_CONFLICT. */
  async apply(caller: Caller, source: string, reason: string | null): Promise<Campaign> {
    demandSomewhere(caller);
    const why = reason?.trim() || null;
    if (why !== null && why.length > 500) throw inputInvalid({field: 'reason'});
    const {problems, file} = await checkSource(source, this.around);
    if (!file) throw definitionInvalid({problems});

    const codes = codesOf(file).map(({code}) => code);
    const organisations = await this.organisations.byCodes(codes);
    const owner = organisations.get(file.campaign.owner) as OrganisationRef;
    const existing = await this.campaigns.byKey(systemCaller(), file.campaign.key);
    const need = {roles: ROLES, path: owner.path, ...(existing ? {within: existing.id} : {})};
    demand(caller, need);
    if (!existing) {
      const fresh = {
        id: newId(),
        key: file.campaign.key,
        definitionVersion: 0,
        version: 0,
        overrides: [],
        held: nothingHeld(),
        createdAt: this.clock.now(),
      };
      return this.save(caller, Object.assign(new Campaign(), fresh), {file, organisations, source, why, need});
    }
    demand(caller, {roles: ROLES, path: await this.campaigns.ownerPath(existing), within: existing.id});
    const applied = await this.versionOf(existing);
    if (applied.digest === digestOf(source)) return existing;
    const opened = existing.calendar().find(({opensAt}) => opensAt !== null && opensAt <= this.clock.now());
    if (opened && why === null) throw reasonRequired({stage: opened.definition.key});
    return this.save(caller, existing, {file, organisations, source, why, need});
  }

  versionOf(campaign: Campaign): Promise<DefinitionVersion> {
    const {id, definitionVersion} = campaign;
    return this.database.read.findOneByOrFail(DefinitionVersion, {campaignId: id, version: definitionVersion});
  }

  versions(campaignId: string): Promise<DefinitionVersion[]> {
    return this.database.read.find(DefinitionVersion, {where: {campaignId}, order: {version: 'DESC'}});
  }

  /** The version that every service works by: the lowest of those they have acknowledged. 0: none yet. */
  async versionInForce(campaignId: string): Promise<number> {
    const acknowledged = await this.database.read.findBy(Acknowledgement, {campaignId});
    const versions = ACKNOWLEDGING.map(
      (service) => acknowledged.find((row) => row.service === service)?.definitionVersion ?? 0,
    );
    return Math.min(...versions);
  }

  async acknowledge(event: DomainEvent<DefinitionAcknowledged>): Promise<void> {
    await project(this.database, event, async (manager, {payload: {campaignId, service, definitionVersion}}) => {
      await manager.upsert(Acknowledgement, {campaignId, service, definitionVersion}, ['campaignId', 'service']);
    });
  }

  private async save(caller: Caller, loaded: Campaign, next: Next): Promise<Campaign> {
    const {file, organisations, source, why, need} = next;
    const digest = digestOf(source);
    return this.database.write(async (manager) => {
      const settled = await this.moments.inForce(manager, file, loaded);
      const campaign = Object.assign(new Campaign(), loaded, settled, {
        definitionVersion: loaded.definitionVersion + 1,
        version: loaded.version + 1,
        ownerId: organisations.get(file.campaign.owner)?.id,
        publishedAt: loaded.publishedAt ?? this.clock.now(),
        file,
        organisationIds: Object.fromEntries([...organisations].map(([code, {id}]) => [code, id])),
        overrides: overridesThatHold(loaded.overrides, loaded.document?.stages ?? [], settled.document.stages),
      });
      await claim(manager, campaign, loaded.version);
      await manager.insert(DefinitionVersion, {
        campaignId: campaign.id,
        version: campaign.definitionVersion,
        appliedAt: this.clock.now(),
        appliedById: caller.id,
        appliedByName: caller.name,
        reason: why,
        content: {source},
        digest,
      });
      const before = loaded.definitionVersion === 0 ? null : loaded;
      for (const watcher of this.watchers) await watcher.applied(manager, campaign, before);
      await this.points.settle(manager, campaign);
      await announceApplied(manager, campaign, this.clock.now());
      await record(manager, caller, {
        action: 'applyDefinition',
        subject: {type: 'Campaign', id: campaign.id},
        organisationId: campaign.ownerId,
        campaignId: campaign.id,
        need,
        before: {definitionVersion: loaded.definitionVersion},
        after: {
          definitionVersion: campaign.definitionVersion,
          digest,
          // a new campaign is told by its digest; what an applied one has lost or got is worth a line each
          changes: loaded.document ? changesBetween(loaded.document, campaign.document).slice(0, CHANGES_TOLD) : [],
        },
        reason: why,
      });
      return campaign;
    });
  }
}

interface Next {
  file: DefinitionFile;
  organisations: ReadonlyMap<string, OrganisationRef>;
  source: string;
  why: string | null;
  need: Need;
}

const ACKNOWLEDGING = ['submissions', 'scoring'] as const;

/** Writes the campaign if it is still the one that was read; a unique key decides between two that begin it. */
async function claim(manager: EntityManager, campaign: Campaign, loadedVersion: number): Promise<void> {
  if (loadedVersion === 0) {
    try {
      return void (await manager.insert(Campaign, campaign));
    } catch (error) {
      const {code} = (error as {driverError?: {code?: string}}).driverError ?? {};
      throw code === 'ER_DUP_ENTRY' || code === 'SQLITE_CONSTRAINT_UNIQUE' ? versionConflict() : error;
    }
  }
  const {id, ...changed} = campaign;
  const {affected} = await manager.update(Campaign, {id, version: loadedVersion}, changed);
  if (affected !== 1) throw versionConflict();
}

/** Reading a definition costs time: only those who could apply one somewhere may ask for it. */
function demandSomewhere(caller: Caller): void {
  if (caller.kind === 'anonymous') throw notSignedIn();
  if (caller.kind !== 'system' && scopesOf(caller, ROLES).length === 0) throw notPermitted();
}

const digestOf = (source: string): string => createHash('sha256').update(source).digest('hex');
