import type {Clock} from '@concours/kernel/clock';
import {type Database, isDuplicate} from '@concours/kernel/database';
import type {FileIntake} from '@concours/kernel/files/file-intake';
import type {FileStore} from '@concours/kernel/files/file-store';
import type {Uploads} from '@concours/kernel/files/tus-uploads';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {notFound} from '@concours/kernel/refusal';
import type {AssetRule} from '@concours/schema/definition/track';
import {type EntityManager, In} from 'typeorm';
import type {Finding} from '../submissions/rule-finding.js';
import {
  demandHeld,
  demandState,
  needOf,
  placeOf,
  type SubmissionAccess,
  trackOf,
} from '../submissions/submission-access.service.js';
import {change} from '../submissions/submission-changes.service.js';
import {Submission} from '../submissions/submission.js';
import {AssetRole} from './asset.kinds.js';
import {Asset} from './asset.js';
import * as refusals from './asset.refusals.js';

export class AssetService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly access: SubmissionAccess,
    private readonly files: FileStore,
    private readonly intake: FileIntake,
    private readonly uploads: Uploads,
  ) {}

  /**
   * Checks the upload by its content and keeps it. What the rules reject is refused by name, and the upload stays for an hour, so
   * that it may still go into another field. Where a rule takes one file only, the new one takes the place of the old.
   */
  async attach(caller: Caller, submissionId: string, ruleKey: string, uploadId: string): Promise<Submission> {
    const before = await this.access.one(caller, submissionId);
    const rule = this.editable(caller, before, ruleKey);
    const upload = await this.uploads.finished(caller, uploadId);
    const {facts, digest} = await this.intake.take(rule, upload.path);
    await this.database.write(async (manager, after) => {
      const submission = await this.access.one(caller, submissionId, manager);
      this.editable(caller, submission, rule.key);
      const need = needOf('work.handIn', placeOf(submission));
      const remarks = await this.duplicates(manager, submission, rule, digest);
      const row = {...facts, fileName: upload.fileName, digest, remarks, createdAt: this.clock.now()};
      await this.place(manager, submission, rule, row);
      await change(
        manager,
        submission,
        {},
        {kind: 'ASSET_ATTACHED', at: this.clock.now(), caller, note: `${rule.key}: ${upload.fileName}`, need},
      );
      after(() => void this.uploads.forget(uploadId));
    });
    return this.access.one(caller, submissionId);
  }

  async remove(caller: Caller, assetId: string): Promise<Submission> {
    const asset = await this.database.read.findOneBy(Asset, {id: assetId});
    if (!asset) throw notFound();
    await this.database.write(async (manager) => {
      const submission = await this.access.one(caller, asset.submissionId, manager);
      const need = demandHeld(caller, 'work.handIn', placeOf(submission));
      demandState('edit', submission, trackOf(submission));
      // The file itself goes with the next sweep: another work may hold the same one.
      await manager.delete(Asset, {id: assetId});
      await change(
        manager,
        submission,
        {},
        {kind: 'ASSET_REMOVED', at: this.clock.now(), caller, note: `${asset.rule}: ${asset.fileName}`, need},
      );
    });
    return this.access.one(caller, asset.submissionId);
  }

  /** Of many works at once, in the order of their rules' slots; what the public sees are all but documents. */
  async ofSubmissions(submissions: readonly Submission[]): Promise<Asset[][]> {
    const assets = await this.database.read.find(Asset, {
      where: {submissionId: In(submissions.map(({id}) => id))},
      order: {createdAt: 'ASC', id: 'ASC'},
    });
    const byWork = new Map<string, Asset[]>(submissions.map(({id}) => [id, []]));
    for (const asset of assets) byWork.get(asset.submissionId)?.push(asset);
    return submissions.map(({id, sight}) =>
      (byWork.get(id) ?? []).filter((asset) => sight.level === 'FULL' || isPublic(asset)),
    );
  }

  /** By reference: only files of works the caller sees, and of these only what he may see. */
  async visible(caller: Caller, ids: readonly string[]): Promise<(Asset | null)[]> {
    const assets = await this.database.read.findBy(Asset, {id: In([...ids])});
    const submissions = await this.access.many(
      caller,
      assets.map((asset) => asset.submissionId),
    );
    const byId = new Map(assets.map((asset) => [asset.id, asset]));
    return ids.map((id) => {
      const asset = byId.get(id);
      const level = asset && submissions.get(asset.submissionId)?.sight.level;
      return asset && (level === 'FULL' || (level === 'PUBLIC' && isPublic(asset))) ? asset : null;
    });
  }

  async find(id: string): Promise<Asset | null> {
    return this.database.read.findOneBy(Asset, {id});
  }

  sweep(): Promise<number> {
    return this.files.sweep((digest) => this.database.read.existsBy(Asset, {digest}));
  }

  private editable(caller: Caller, submission: Submission, ruleKey: string): AssetRule {
    demandHeld(caller, 'work.handIn', placeOf(submission));
    const track = trackOf(submission);
    demandState('edit', submission, track);
    const rule = track.assets?.find((candidate) => candidate.key === ruleKey);
    if (!rule) throw refusals.assetRuleUnknown({rule: ruleKey});
    return rule;
  }

  private async place(
    manager: EntityManager,
    submission: Submission,
    rule: AssetRule,
    row: Omit<Asset, Placed>,
  ): Promise<void> {
    const most = rule.count ?? 1;
    const where = {submissionId: submission.id, rule: rule.key};
    if (most === 1) await manager.delete(Asset, where);
    const taken = new Set((await manager.findBy(Asset, where)).map((asset) => asset.slot));
    for (let slot = 1; slot <= most; slot++) {
      if (taken.has(slot)) continue;
      try {
        const role = AssetRole[rule.role];
        await manager.insert(Asset, {...row, ...where, id: newId(), campaignId: submission.campaignId, slot, role});
        return;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    }
    throw refusals.assetCountReached({rule: rule.key, most});
  }

  /** The same bytes elsewhere in the campaign (R77): told, not refused, for a person must look at it. */
  private async duplicates(
    manager: EntityManager,
    submission: Submission,
    rule: AssetRule,
    digest: string,
  ): Promise<Finding[]> {
    const same = await manager.findBy(Asset, {campaignId: submission.campaignId, digest});
    const others = same.filter((asset) => asset.submissionId !== submission.id || asset.rule !== rule.key);
    if (others.length === 0) return [];
    const works = await manager.findBy(Submission, {id: In(others.map((asset) => asset.submissionId))});
    const numbers = [...new Set(works.map((work) => work.number))].sort().slice(0, 5).join(', ');
    const text = {zh: `同一文件已用于作品 ${numbers}。`, en: `The same file belongs to ${numbers} already.`};
    return [{rule: rule.key, code: 'ASSET_DUPLICATE', severity: 'WARN', text}];
  }
}

type Placed = 'id' | 'submissionId' | 'campaignId' | 'rule' | 'slot' | 'role';

/** Of a work that is shown to everybody: what one looks at and listens to. Documents tell of persons. */
export const isPublic = ({role}: Asset): boolean => role !== AssetRole.DOCUMENT;
