import type {Database} from '@concours/kernel/database';
import {type EntityManager, In} from 'typeorm';
import {Submission} from '../submissions/submission.js';
import {PersonalField, PersonalLookUp} from './personal-field.js';

const BATCH = 500;

/** Takes the personal fields of works away. What everybody may see of a work stays. */
export class PersonalErasing {
  constructor(private readonly database: Database) {}

  anyIn(campaignId: string): Promise<boolean> {
    return this.inCampaign(this.database.read, campaignId).getExists();
  }

  async ofCampaign(manager: EntityManager, campaignId: string, at: Date): Promise<number> {
    let erased = 0;
    for (;;) {
      const rows = await this.inCampaign(manager, campaignId)
        .select('DISTINCT f.submissionId', 'id')
        .limit(BATCH)
        .getRawMany<{id: string}>();
      if (rows.length === 0) return erased;
      erased += await this.ofWorks(
        manager,
        rows.map(({id}) => id),
        at,
      );
    }
  }

  /** Answers how many works had anything to lose. */
  async ofWorks(manager: EntityManager, ids: readonly string[], at: Date): Promise<number> {
    let erased = 0;
    for (let from = 0; from < ids.length; from += BATCH) {
      const some = {submissionId: In(ids.slice(from, from + BATCH))};
      const held = await manager.find(PersonalField, {where: some, select: {submissionId: true}});
      const works = [...new Set(held.map(({submissionId}) => submissionId))];
      await manager.delete(PersonalLookUp, some);
      await manager.delete(PersonalField, some);
      if (works.length > 0) await manager.update(Submission, {id: In(works)}, {personalErasedAt: at});
      erased += works.length;
    }
    return erased;
  }

  private inCampaign(manager: EntityManager, campaignId: string) {
    return manager
      .createQueryBuilder(PersonalField, 'f')
      .innerJoin(Submission, 's', 's.id = f.submissionId')
      .where('s.campaignId = :campaignId', {campaignId});
  }
}
