import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {FileRule} from '@concours/kernel/files/file.rules';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {inputInvalid} from '@concours/kernel/refusal';
import {demand} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import {In} from 'typeorm';
import {Campaign} from '../campaigns/campaign.js';
import type {Campaigns} from '../campaigns/campaign.service.js';
import type {Attachment} from '../files/attachment.js';
import type {Attachments} from '../files/attachments.service.js';
import type {OpenPoints} from '../points/open-points.service.js';
import {AnnexDocument} from './annex-document.js';
import {annexEmpty, annexUnknown} from './notice.refusals.js';

const LONGEST_TEXT = 20_000;
/** What offices send round: documents and tables, 20 MB at most. */
const FILE: FileRule = {
  ...{key: 'annex', name: {zh: '附件', en: 'Annex'}, role: 'DOCUMENT', required: true},
  ...{types: ['pdf', 'docx', 'xlsx'], size: {most: 20_000_000}, severity: 'REJECT'},
};

/** The annexes of a notice as they arrive; what waits for one opens by its own dates then (R11). */
export class Annexes {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly campaigns: Campaigns,
    private readonly attachments: Attachments,
    private readonly points: OpenPoints,
  ) {}

  async add(
    caller: Caller,
    {campaignId, key, text, uploadId}: {campaignId: string; key: string; text: string | null; uploadId: string | null},
  ): Promise<AnnexDocument> {
    const seen = await this.campaigns.one(caller, campaignId);
    const need = {roles: permissions['campaign.steer'], path: await this.campaigns.ownerPath(seen), within: campaignId};
    demand(caller, need);
    if (!seen.document.notice?.annexes?.some((annex) => annex.key === key)) throw annexUnknown({key});
    const written = text?.trim() || null;
    if (written === null && uploadId === null) throw annexEmpty();
    if ([...(written ?? '')].length > LONGEST_TEXT) throw inputInvalid({field: 'text'});
    const file = uploadId === null ? null : await this.attachments.take(caller, uploadId, FILE);
    return this.database.write(async (manager, after) => {
      // the row's lock: revisions follow one another, and what is held is worked out from all that has arrived
      await manager.increment(Campaign, {id: campaignId}, 'version', 0);
      const campaign = await manager.findOneByOrFail(Campaign, {id: campaignId});
      const revision = (await manager.countBy(AnnexDocument, {campaignId, annexKey: key})) + 1;
      const row = {id: newId(), campaignId, annexKey: key, revision, text: written};
      const document = Object.assign(new AnnexDocument(), row, {arrivedAt: this.clock.now(), byId: caller.id});
      await manager.insert(AnnexDocument, document);
      if (file) await this.attachments.keep(manager, {campaignId, subjectId: document.id, most: 1}, file);
      await this.points.refresh(manager, campaign);
      await record(manager, caller, {
        ...{action: 'addAnnex', subject: {type: 'Campaign', id: campaignId}},
        ...{organisationId: campaign.ownerId, campaignId, need},
        after: {
          key,
          revision,
          ...(file && {fileName: file.fileName, digest: file.digest}),
          ...(written && {text: written}),
        },
      });
      if (uploadId !== null) after(() => this.attachments.forget(uploadId));
      return document;
    });
  }

  /** Of each campaign, the newest first. */
  async of(campaignIds: readonly string[]): Promise<AnnexDocument[][]> {
    const where = {campaignId: In([...new Set(campaignIds)])};
    const found = await this.database.read.find(AnnexDocument, {where, order: {revision: 'DESC'}});
    return campaignIds.map((id) => found.filter(({campaignId}) => campaignId === id));
  }

  async files(documentIds: readonly string[]): Promise<(Attachment | null)[]> {
    return (await this.attachments.of(documentIds)).map(([file]) => file ?? null);
  }
}
