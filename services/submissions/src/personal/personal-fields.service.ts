import type {Database} from '@concours/kernel/database';
import type {Logger} from '@concours/kernel/log';
import {contactsIn} from '@concours/kernel/personal/contact';
import {maskContact} from '@concours/kernel/personal/mask';
import type {PersonalVault} from '@concours/kernel/personal/vault';
import type {TrackDefinition} from '@concours/schema/definition/track';
import {CONTACT_LOOK_UP} from '@concours/schema/personal';
import {type EntityManager, In} from 'typeorm';
import type {FieldValue} from '../submissions/submission.js';
import {PersonalField, PersonalLookUp} from './personal-field.js';

/** What could not be opened is null: somebody changed or moved a row in the database. */
export type Opened = Map<string, string | null>;

/** The one way to what was entered into personal fields. Values leave it opened; who may see them is decided by whoever asks. */
export class PersonalFields {
  constructor(
    private readonly database: Database,
    private readonly vault: PersonalVault,
    private readonly log: Logger,
  ) {}

  async ofWork(submissionId: string, manager?: EntityManager): Promise<Opened> {
    return (await this.ofWorks([submissionId], manager)).get(submissionId) ?? new Map();
  }

  async ofWorks(ids: readonly string[], manager: EntityManager = this.database.read): Promise<Map<string, Opened>> {
    const rows = ids.length === 0 ? [] : await manager.findBy(PersonalField, {submissionId: In([...ids])});
    const byWork = new Map<string, Opened>();
    for (const row of rows) {
      const fields = byWork.get(row.submissionId) ?? new Map<string, string | null>();
      byWork.set(row.submissionId, fields.set(row.key, this.open(row)));
    }
    return byWork;
  }

  /** Replaces what the given fields hold; an empty value clears. */
  async put(manager: EntityManager, submissionId: string, fields: readonly FieldValue[]): Promise<void> {
    if (fields.length === 0) return;
    const where = {submissionId, key: In(fields.map(({key}) => key))};
    await manager.delete(PersonalLookUp, where);
    await manager.delete(PersonalField, where);
    const {sealed, lookUps} = this.rows(submissionId, fields);
    if (sealed.length > 0) await manager.insert(PersonalField, sealed);
    if (lookUps.length > 0) await manager.insert(PersonalLookUp, lookUps);
  }

  /** The rows of a work, for whoever writes many at once. */
  rows(submissionId: string, fields: readonly FieldValue[]): {sealed: PersonalField[]; lookUps: PersonalLookUp[]} {
    const filled = fields.filter(({value}) => value !== '');
    return {
      sealed: filled.map(({key, value}) => ({
        submissionId,
        key,
        sealed: this.vault.seal(value, place(submissionId, key)),
      })),
      lookUps: filled.flatMap(({key, value}) => this.hashesIn(value).map((hash) => ({submissionId, key, hash}))),
    };
  }

  /** By which works with these telephone numbers and mail addresses are found. */
  hashesIn(text: string): string[] {
    return contactsIn(text).map((contact) => this.vault.lookUp(contact, CONTACT_LOOK_UP));
  }

  private open({submissionId, key, sealed}: PersonalField): string | null {
    try {
      return this.vault.open(sealed, place(submissionId, key));
    } catch (error) {
      this.log.error({err: error, submissionId, field: key}, 'a personal field does not open');
      return null;
    }
  }
}

const place = (submissionId: string, key: string): string => `work:${submissionId}:${key}`;

/** What a track takes for personal, and the rest. */
export function parted(
  track: TrackDefinition,
  fields: readonly FieldValue[],
): {personal: FieldValue[]; open: FieldValue[]} {
  const personal = personalKeys(track);
  return {
    personal: fields.filter(({key}) => personal.has(key)),
    open: fields.filter(({key}) => !personal.has(key)),
  };
}

export const personalKeys = (track: TrackDefinition): Set<string> =>
  new Set((track.fields ?? []).filter((rule) => rule.personal).map(({key}) => key));

/** A form that was filled with masks sends them back: what is only the mask of what is there changes nothing. */
export const unmasked = (fields: readonly FieldValue[], held: Opened): FieldValue[] =>
  fields.filter(({key, value}) => {
    const current = held.get(key);
    return current === undefined || current === null || value === current || value !== maskContact(current);
  });
