import {record} from '@concours/kernel/audit/record';
import {createHash} from 'node:crypto';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {DomainEvent} from '@concours/kernel/events/event';
import {project} from '@concours/kernel/events/inbox';
import {systemCaller, type Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {decodeCursor, encodeCursor, type PageArgs} from '@concours/kernel/page';
import {inputInvalid, notPermitted, notSignedIn, versionConflict} from '@concours/kernel/refusal';
import {demand, scopesOf, type Need} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import type {DefinitionFile} from '@concours/schema/definition/definition';
import type {DefinitionAcknowledged} from '@concours/schema/events';
import {type EntityManager, LessThan} from 'typeorm';
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
import {AppliedFiles} from './applied-files.service.js';
import {inWords, type WordedChange} from './change-words.rules.js';
import {changesBetween} from './definition.changes.rules.js';
import {checkSource} from './definition.check.js';
import {announceApplied} from './definition.events.js';
import {definitionInvalid, secondPersonNeeded} from './definition.refusals.js';
import {readSource} from './definition.source.js';
import type {CheckedPlan} from './definition-plan.js';
import {DefinitionVersion, type DefinitionVersionPage} from './definition-version.js';
import {idsNamed} from './named-ids.js';
import {codesOf} from './organisation-codes.rules.js';

const CHANGES_TOLD = 50;
const CHANGES_KEPT = 500;
export const ROLES = permissions['campaign.apply'];

/** A definition that has no problem, by somebody who may apply it. */
export interface Prepared {
  file: DefinitionFile;
  organisations: ReadonlyMap<string, OrganisationRef>;
  source: string;
  need: Need;
  /** The campaign as it is now; null where it would be begun. */
  existing: Campaign | null;
}

/** How it comes to be applied. */
export interface Way {
  action: 'applyDefinition' | 'approveDefinition';
  reason: string | null;
  proposer?: {id: string | null; name: string | null};
  waiver?: string | null;
  /** What else belongs to the unit of work. */
  also?: (manager: EntityManager) => Promise<void>;
}

/** A definition is checked as a whole, applied as a whole, and kept. */
export class Definitions {
  private readonly files: AppliedFiles;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly campaigns: Campaigns,
    private readonly organisations: OrganisationRefs,
    private readonly watchers: readonly AppliedWatcher[],
    private readonly moments: CampaignMoments,
    private readonly points: OpenPoints,
  ) {
    this.files = new AppliedFiles(database, organisations);
  }

  async check(caller: Caller, source: string): Promise<CheckedPlan> {
    this.demandSomewhere(caller);
    const {problems, file} = await checkSource(source, this.files.around(caller));
    const {data} = readSource(source);
    const existing = await this.campaigns.byKey(caller, keyIn(data) ?? '');
    const definition = file && (await this.moments.inForce(this.database.read, file, existing)).document;
    return {
      digest: digestOf(source),
      campaignId: existing?.id ?? null,
      definition: definition ?? null,
      written: typeof data === 'object' ? data : null,
      needsSecondPerson: existing !== null && this.openedStage(existing) !== undefined,
      problems,
      changes: file ? await this.changes(existing, file) : [],
    };
  }

  /**
   * The same source again changes nothing, unless what it takes over from a campaign above has changed; two at once: the later one is
   * refused with VERSION_CONFLICT.
   */
  async apply(caller: Caller, source: string, reason: string | null): Promise<Campaign> {
    const why = reasonIn(reason);
    const prepared = await this.prepare(caller, source);
    const {existing} = prepared;
    if (existing) {
      const applied = await this.versionOf(existing);
      const isSame = applied.digest === digestOf(source);
      if (isSame && (await this.changes(existing, prepared.file)).length === 0) return existing;
      const stage = this.openedStage(existing);
      if (stage !== undefined) throw secondPersonNeeded({stage});
    }
    return this.save(caller, prepared, {action: 'applyDefinition', reason: why});
  }

  /** Refuses what can not be applied, and who may not apply it, where the campaign is now and where it would be. */
  async prepare(caller: Caller, source: string): Promise<Prepared> {
    this.demandSomewhere(caller);
    const {problems, file} = await checkSource(source, this.files.around(caller));
    if (!file) throw definitionInvalid({problems});
    const organisations = await this.organisations.byCodes(codesOf(file).map(({code}) => code));
    const owner = organisations.get(file.campaign.owner) as OrganisationRef;
    const existing = await this.campaigns.byKey(systemCaller(), file.campaign.key);
    const need = {roles: ROLES, path: owner.path, ...(existing ? {within: existing.id} : {})};
    demand(caller, need);
    if (existing) demand(caller, {...need, path: await this.campaigns.ownerPath(existing)});
    return {file, organisations, source, need, existing};
  }

  /** The key of a stage that has opened: from then on a change needs a second person (R122). */
  openedStage(campaign: Campaign): string | undefined {
    const now = this.clock.now();
    return campaign.calendar().find(({opensAt}) => opensAt !== null && opensAt <= now)?.definition.key;
  }

  /** What a definition changes of the one that holds. */
  async changes(existing: Campaign | null, file: DefinitionFile): Promise<WordedChange[]> {
    const before = existing ? await this.whole(existing) : {};
    return inWords(changesBetween(before, file), before, file);
  }

  /** Reading a definition costs time: only those who could apply one somewhere may ask for it. */
  demandSomewhere(caller: Caller): void {
    if (caller.kind === 'anonymous') throw notSignedIn();
    if (caller.kind !== 'system' && scopesOf(caller, ROLES).length === 0) throw notPermitted();
  }

  /** With the rows of a long table, which are not loaded with the campaign. */
  private async whole(campaign: Campaign): Promise<DefinitionFile> {
    const {file} = campaign;
    if (file.plan?.allocation?.rows.length !== 0) return file;
    const written = readSource((await this.versionOf(campaign)).content.source).data as DefinitionFile;
    const rows = written.plan?.allocation?.rows ?? [];
    return {...file, plan: {...file.plan, allocation: {...file.plan.allocation, rows}}};
  }

  versionOf(campaign: Campaign): Promise<DefinitionVersion> {
    const {id, definitionVersion} = campaign;
    return this.database.read.findOneByOrFail(DefinitionVersion, {campaignId: id, version: definitionVersion});
  }

  versions(campaignId: string): Promise<DefinitionVersion[]> {
    return this.database.read.find(DefinitionVersion, {where: {campaignId}, order: {version: 'DESC'}});
  }

  /** Those that changed a campaign in which a stage had opened. */
  async ruleChanges(campaignId: string, {first, after}: PageArgs): Promise<DefinitionVersionPage> {
    const where = {campaignId, afterOpening: true};
    const before = after === undefined ? {} : {version: LessThan(Number(decodeCursor(after, 1)[0]))};
    const rows = await this.database.read.find(DefinitionVersion, {
      where: {...where, ...before},
      order: {version: 'DESC'},
      take: first + 1,
    });
    const nodes = rows.slice(0, first);
    const last = nodes.at(-1);
    return {
      nodes,
      totalCount: await this.database.read.countBy(DefinitionVersion, where),
      pageInfo: {endCursor: last ? encodeCursor([last.version]) : null, hasNextPage: rows.length > first},
    };
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

  async save(caller: Caller, prepared: Prepared, way: Way): Promise<Campaign> {
    const {file, organisations, source, need, existing} = prepared;
    const loaded = existing ?? this.begun(file);
    const changes = existing && (await this.changes(existing, file));
    const afterOpening = existing !== null && this.openedStage(existing) !== undefined;
    const digest = digestOf(source);
    return this.database.write(async (manager) => {
      await way.also?.(manager);
      const settled = await this.moments.inForce(manager, file, loaded);
      const campaign = Object.assign(new Campaign(), loaded, settled, {
        definitionVersion: loaded.definitionVersion + 1,
        version: loaded.version + 1,
        ownerId: organisations.get(file.campaign.owner)?.id,
        publishedAt: loaded.publishedAt ?? (file.notice?.countersign ? null : this.clock.now()),
        file,
        organisationIds: idsNamed(file, organisations),
        overrides: overridesThatHold(loaded.overrides, loaded.document?.stages ?? [], settled.document.stages),
      });
      await claim(manager, campaign, loaded.version);
      await manager.insert(DefinitionVersion, {
        campaignId: campaign.id,
        version: campaign.definitionVersion,
        appliedAt: this.clock.now(),
        appliedById: caller.id,
        appliedByName: caller.name,
        reason: way.reason,
        content: {source},
        digest,
        changes: changes?.slice(0, CHANGES_KEPT) ?? null,
        afterOpening,
        proposedById: way.proposer?.id ?? null,
        proposedByName: way.proposer?.name ?? null,
        waiver: way.waiver ?? null,
      });
      for (const watcher of this.watchers) await watcher.applied(manager, campaign, existing);
      await this.points.settle(manager, campaign);
      await announceApplied(manager, campaign, this.clock.now());
      await record(manager, caller, {
        action: way.action,
        subject: {type: 'Campaign', id: campaign.id},
        organisationId: campaign.ownerId,
        campaignId: campaign.id,
        need,
        before: {definitionVersion: loaded.definitionVersion},
        after: {
          definitionVersion: campaign.definitionVersion,
          digest,
          ...(way.proposer && {proposedBy: way.proposer.id, waiver: way.waiver ?? null}),
          // a new campaign is told by its digest; what an applied one has lost or got is worth a line each
          changes: (changes ?? [])
            .slice(0, CHANGES_TOLD)
            .map(({kind, path, before, after}) => ({kind, path, before, after})),
        },
        reason: way.reason,
      });
      return campaign;
    });
  }

  private begun(file: DefinitionFile): Campaign {
    const {key} = file.campaign;
    const createdAt = this.clock.now();
    return Object.assign(new Campaign(), {
      id: newId(),
      key,
      definitionVersion: 0,
      version: 0,
      overrides: [],
      held: nothingHeld(),
      createdAt,
    });
  }
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

/** Of a text that may have problems: the key it would be applied under. */
function keyIn(data: unknown): string | undefined {
  const {campaign} = (typeof data === 'object' && data !== null ? data : {}) as {campaign?: {key?: unknown} | null};
  return typeof campaign?.key === 'string' ? campaign.key.slice(0, 40) : undefined;
}

/** Trimmed; null where nothing is said. */
export function reasonIn(text: string | null): string | null {
  const reason = text?.trim() || null;
  if (reason !== null && reason.length > 500) throw inputInvalid({field: 'reason'});
  return reason;
}

export const digestOf = (source: string): string => createHash('sha256').update(source).digest('hex');
