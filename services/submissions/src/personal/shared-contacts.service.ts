import type {Database} from '@concours/kernel/database';
import {contactsIn} from '@concours/kernel/personal/contact';
import {Submission} from '../submissions/submission.js';
import type {Exposure} from './exposure.js';
import {exposures, sharedContact} from './exposure.rules.js';
import {PersonalLookUp} from './personal-field.js';

/** Works of a campaign that give the same telephone number or mail address, found without opening any. */
export class SharedContacts {
  constructor(private readonly database: Database) {}

  /** Those that stand open in the texts and names of files of a work. */
  inTexts(work: Parameters<typeof exposures>[0]): Exposure[] {
    return exposures(work, contactsIn);
  }

  async ofWorks(ids: readonly string[]): Promise<Map<string, Exposure[]>> {
    if (ids.length === 0) return new Map();
    const rows = await this.database.read
      .createQueryBuilder(PersonalLookUp, 'mine')
      .innerJoin(Submission, 'work', 'work.id = mine.submissionId')
      .innerJoin(PersonalLookUp, 'same', 'same.hash = mine.hash AND same.submissionId <> mine.submissionId')
      .innerJoin(Submission, 'other', 'other.id = same.submissionId')
      .where('mine.submissionId IN (:...ids)', {ids})
      .andWhere('other.campaignId = work.campaignId AND other.organisationId <> work.organisationId')
      .andWhere("other.state NOT IN ('DRAFT', 'WITHDRAWN')")
      .select('mine.submissionId', 'id')
      .addSelect('mine.key', 'field')
      .addSelect('other.number', 'number')
      .limit(10_000)
      .getRawMany<{id: string; field: string; number: string}>();
    const byField = new Map<string, {id: string; field: string; numbers: string[]}>();
    for (const {id, field, number} of rows) {
      const place = byField.get(`${id} ${field}`) ?? {id, field, numbers: []};
      place.numbers.push(number);
      byField.set(`${id} ${field}`, place);
    }
    const byWork = new Map<string, Exposure[]>();
    for (const {id, field, numbers} of byField.values())
      byWork.set(id, [...(byWork.get(id) ?? []), sharedContact(field, numbers)]);
    return byWork;
  }
}
