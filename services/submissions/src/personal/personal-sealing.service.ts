import type {Database} from '@concours/kernel/database';
import type {Logger} from '@concours/kernel/log';
import type {TrackDefinition} from '@concours/schema/definition/track';
import {Brackets, type EntityManager} from 'typeorm';
import type {CampaignRefs} from '../campaigns/campaign.service.js';
import {Submission} from '../submissions/submission.js';
import {PersonalField} from './personal-field.js';
import {parted, personalKeys, type PersonalFields} from './personal-fields.service.js';

const BATCH = 200;

/**
 * Seals what still stands in plain text: from before there were keys, and where a new definition says of a field that it is
 * personal. It may be broken off and repeated at any moment; what is done stays done.
 */
export class PersonalSealing {
  constructor(
    private readonly database: Database,
    private readonly campaigns: CampaignRefs,
    private readonly fields: PersonalFields,
    private readonly log: Logger,
  ) {}

  /** At start, while nobody else writes. */
  async all(): Promise<number> {
    let sealed = 0;
    for (const {id} of await this.campaigns.all()) sealed += await this.campaign(id);
    if (sealed > 0) {
      this.log.info({works: sealed}, 'personal fields that stood in plain text were sealed');
      await this.forgetFreedPages();
    }
    return sealed;
  }

  async campaign(campaignId: string): Promise<number> {
    const campaign = await this.campaigns.find(campaignId);
    let sealed = 0;
    for (const track of campaign?.definition.tracks ?? []) {
      for (let after = ''; ;) {
        const ids = await this.plain(campaignId, track, after);
        if (ids.length === 0) break;
        sealed += await this.database.write((manager) => this.seal(manager, track, ids));
        after = ids[ids.length - 1];
      }
    }
    return sealed;
  }

  /** Works in which the name of a personal field stands; a few may have it as a value only, and stay as they are. */
  private async plain(campaignId: string, track: TrackDefinition, after: string): Promise<string[]> {
    const keys = [...personalKeys(track)];
    if (keys.length === 0) return [];
    const rows = await this.database.read
      .createQueryBuilder(Submission, 's')
      .select('s.id', 'id')
      .where('s.campaignId = :campaignId AND s.trackKey = :trackKey AND s.id > :after', {
        ...{campaignId, trackKey: track.key, after},
      })
      .andWhere(
        new Brackets((any) => {
          for (const [n, key] of keys.entries()) any.orWhere(`s.entered LIKE :k${n}`, {[`k${n}`]: `%"${key}"%`});
        }),
      )
      .orderBy('s.id', 'ASC')
      .limit(BATCH)
      .getRawMany<{id: string}>();
    return rows.map(({id}) => id);
  }

  private async seal(manager: EntityManager, track: TrackDefinition, ids: readonly string[]): Promise<number> {
    let sealed = 0;
    for (const id of ids) {
      const work = await manager.findOneBy(Submission, {id});
      if (!work) continue;
      const {personal, open} = parted(track, work.entered);
      if (personal.length === 0) continue;
      // on the version that was read: whoever changes the work meanwhile seals it himself
      const {affected} = await manager.update(Submission, {id, version: work.version}, {entered: open});
      if (affected !== 1) continue;
      const held = new Set((await manager.findBy(PersonalField, {submissionId: id})).map(({key}) => key));
      const missing = personal.filter(({key}) => !held.has(key));
      await this.fields.put(manager, id, missing);
      sealed += 1;
    }
    return sealed;
  }

  /** SQLite leaves what was overwritten in free pages and in its log until they are used again. */
  private async forgetFreedPages(): Promise<void> {
    if (this.database.engine !== 'sqlite') return;
    await this.database.source.query('VACUUM');
    await this.database.source.query('PRAGMA wal_checkpoint(TRUNCATE)');
  }
}
