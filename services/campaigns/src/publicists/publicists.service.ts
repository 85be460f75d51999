import type {AuditEntry} from '@concours/kernel/audit/record';
import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {contactsIn} from '@concours/kernel/personal/contact';
import {maskContact} from '@concours/kernel/personal/mask';
import type {PersonalVault} from '@concours/kernel/personal/vault';
import {inputInvalid, notFound} from '@concours/kernel/refusal';
import {demand, type Need} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import type {PersonErasureRequested} from '@concours/schema/events';
import {CONTACT_LOOK_UP} from '@concours/schema/personal';
import {type EntityManager, In, IsNull} from 'typeorm';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import type {ErasingSource} from '../persons/person-erasing.service.js';
import type {Progress} from '../plans/progress.service.js';
import {demandOpen, type ReportAccess} from '../reports/report-access.service.js';
import {Publicist} from './publicist.js';
import type {PublicistInput} from './publicist.inputs.js';
import type {PublicistReading} from './publicist-reading.service.js';
import {PublicistRow} from './publicist-row.js';
import {already, faultOf, nameKey} from './publicist.rules.js';

const GONE = '（已清除）';

/** The register of publicists (R45): a person counts once in a campaign, for the unit that put the name down. */
export class Publicists implements ErasingSource {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly vault: PersonalVault,
    private readonly access: ReportAccess,
    private readonly reading: PublicistReading,
    private readonly progress: Progress,
  ) {}

  /** Each name by itself: what is wrong with one keeps none of the others off. */
  async register(
    caller: Caller,
    i: {campaignId: string; organisationId: string; people: readonly PublicistInput[]},
  ): Promise<PublicistRow[]> {
    const {campaignId, organisationId} = i;
    const campaign = await this.access.campaign(campaignId);
    const unit = await this.access.unitOf(organisationId);
    const need = {roles: permissions['publicist.keep'], path: unit.path, within: campaignId};
    demand(caller, need);
    demandOpen(unit);
    await this.access.demandWithin(campaign, unit);
    const today = this.access.today(campaign);
    const entered = i.people.map(({name, contact, joinedOn}) => {
      const fields = {name: name.trim(), contact: contact?.trim() || null, joinedOn: joinedOn?.trim() || today};
      const fault = faultOf(fields, {today, isContact: (text) => contactsIn(text).length === 1});
      return {...fields, fault, identity: fault ? '' : this.identityOf(organisationId, fields)};
    });
    return this.database.write(
      async (manager) => {
        const revision = await this.progress.lock(manager, campaignId);
        const where = {campaignId, identity: In(entered.map(({identity}) => identity))};
        const taken = new Set((await manager.findBy(Publicist, where)).map(({identity}) => identity));
        const rows = entered.map(({fault, identity, ...person}, index) => {
          if (fault) return PublicistRow.of(index + 1, null, fault);
          if (taken.has(identity)) return PublicistRow.of(index + 1, null, already);
          taken.add(identity);
          return PublicistRow.of(
            index + 1,
            this.rowOf(caller, {campaignId, organisationId, identity, ...person}),
            null,
          );
        });
        const added = rows.flatMap(({publicist}) => publicist ?? []);
        if (added.length === 0) return rows;
        await manager.insert(Publicist, added);
        await this.progress.register(manager, revision, {campaignId, organisationId}, added.length);
        await record(
          manager,
          caller,
          added.map((one) => ({...entryOf(one, 'registerPublicists'), need, after: {joinedOn: one.joinedOn}})),
        );
        return rows;
      },
      {unaudited: 'where every name is refused only a lock was taken'},
    );
  }

  /** Taken off, it counts no more, and the contact is gone at once. */
  async remove(caller: Caller, id: string, reason: string): Promise<Publicist> {
    const {publicist, need} = await this.kept(caller, id);
    const why = reason.trim();
    if (why === '' || why.length > 200) throw inputInvalid({field: 'reason'});
    const changed = {removedAt: this.clock.now(), removedBecause: why, sealed: null, identity: `removed:${id}`};
    await this.database.write(async (manager) => {
      const revision = await this.progress.lock(manager, publicist.campaignId);
      const {affected} = await manager.update(Publicist, {id, removedAt: IsNull()}, changed);
      if (affected !== 1) throw notFound();
      await this.progress.register(manager, revision, publicist, -1);
      await record(manager, caller, {...entryOf(publicist, 'removePublicist'), need, reason: why});
    });
    return Object.assign(publicist, changed);
  }

  masked({id, sealed}: Publicist): string | null {
    return sealed === null ? null : maskContact(this.vault.open(sealed, placeOf(id)));
  }

  /** In clear; written down before it leaves. */
  async reveal(caller: Caller, id: string): Promise<string | null> {
    const {publicist, need} = await this.kept(caller, id);
    await this.database.write((manager) => record(manager, caller, {...entryOf(publicist, 'revealPublicist'), need}));
    return publicist.sealed === null ? null : this.vault.open(publicist.sealed, placeOf(id));
  }

  /** The number they make up stays, since it is a figure of the unit; by whom is forgotten. */
  async erase(manager: EntityManager, asked: PersonErasureRequested): Promise<AuditEntry[]> {
    if (asked.contacts.length === 0) return [];
    const found = await manager.findBy(Publicist, {identity: In(asked.contacts)});
    const units = await manager.findBy(OrganisationRef, {id: In(found.map(({organisationId}) => organisationId))});
    const pathOf = new Map(units.map(({id, path}) => [id, path]));
    const theirs = found.filter(
      ({organisationId, addedAt}) =>
        addedAt.getTime() <= Date.parse(asked.requestedAt) &&
        asked.roots.some((root) => pathOf.get(organisationId)?.startsWith(root)),
    );
    for (const {id} of theirs)
      await manager.update(Publicist, {id}, {name: GONE, sealed: null, identity: `erased:${id}`});
    return theirs.map((one) => ({...entryOf(one, 'erasePerson.publicist'), after: {erasure: asked.id}}));
  }

  private async kept(caller: Caller, id: string): Promise<{publicist: Publicist; need: Need}> {
    const publicist = await this.reading.one(caller, id);
    const {path} = await this.access.unitOf(publicist.organisationId);
    const need = {roles: permissions['publicist.keep'], path, within: publicist.campaignId};
    demand(caller, need);
    return {publicist, need};
  }

  private identityOf(organisationId: string, {name, contact}: {name: string; contact: string | null}): string {
    return contact === null
      ? this.vault.lookUp(`${organisationId} ${nameKey(name)}`, 'publicist')
      : this.vault.lookUp(contact, CONTACT_LOOK_UP);
  }

  private rowOf(
    caller: Caller,
    {
      contact,
      ...row
    }: Pick<Publicist, 'campaignId' | 'organisationId' | 'identity' | 'name' | 'joinedOn'> & {
      contact: string | null;
    },
  ): Publicist {
    const id = newId();
    const sealed = contact === null ? null : this.vault.seal(contact, placeOf(id));
    const now = {addedAt: this.clock.now(), addedById: caller.id, removedAt: null, removedBecause: null};
    return Object.assign(new Publicist(), {...row, ...now, id, sealed});
  }
}

const placeOf = (id: string): string => `publicist:${id}`;

function entryOf({id, organisationId, campaignId}: Publicist, action: string) {
  return {action, subject: {type: 'Publicist', id}, organisationId, campaignId};
}
