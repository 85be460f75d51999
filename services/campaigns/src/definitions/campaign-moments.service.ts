import type {Definition, DefinitionFile} from '@concours/schema/definition/definition';
import {type EntityManager, In} from 'typeorm';
import {Campaign} from '../campaigns/campaign.js';
import {settle} from './settle.rules.js';
import {derive, isHanging, type Moments} from '../derived-dates.rules.js';
import {datePlaces} from '../date-places.rules.js';

export interface InForce {
  document: Definition;
  moments: Moments;
}

/** What dates a definition has in force: what is written, what its owner has confirmed, and what follows from the campaigns above it. */
export class CampaignMoments {
  /** What is in force when a file is applied: of the dates confirmed before, those that still hold. */
  async inForce(manager: EntityManager, file: DefinitionFile, before: Campaign | null): Promise<InForce> {
    const moments = before?.file ? momentsThatHold(before.moments, before.file, file) : {};
    return {moments, document: await this.settled(manager, file, moments)};
  }

  /** The definition in force of a file, with the dates that have been confirmed for it. */
  async settled(manager: EntityManager, file: DefinitionFile, confirmed: Moments): Promise<Definition> {
    return settle(file, {...(await this.derived(manager, file, confirmed)), ...confirmed});
  }

  /** The dates that hang on others, as far as they are known. */
  async derived(manager: EntityManager, file: DefinitionFile, confirmed: Moments): Promise<Moments> {
    const keys = hangsOn(file);
    // whoever changes a date above waits until this is done, or this waits for him: neither misses the other
    const writing = manager.queryRunner?.isTransactionActive && manager.connection.options.type !== 'better-sqlite3';
    const lock = writing ? {lock: {mode: 'pessimistic_read' as const}} : {};
    const above = keys.length === 0 ? [] : await manager.find(Campaign, {where: {key: In(keys)}, ...lock});
    return derive(file, confirmed, (key) => above.find((campaign) => campaign.key === key)?.document);
  }
}

/** The campaigns above on whose dates any of its own hangs. */
export function hangsOn(file: DefinitionFile): string[] {
  const parents = file.campaign.parents?.map(({campaign}) => campaign) ?? [];
  const named = datePlaces(file).flatMap(({when}) => (isHanging(when) ? (when.after.campaign ?? []) : []));
  return [...new Set(named)].filter((key) => parents.includes(key));
}

/** Confirmed dates hold until the definition says something else at their place. */
export function momentsThatHold(moments: Moments, before: DefinitionFile, after: DefinitionFile): Moments {
  const [was, is] = [before, after].map(
    (file) => new Map(datePlaces(file).map(({place, when, tentative}) => [place, JSON.stringify([when, tentative])])),
  );
  return Object.fromEntries(
    Object.entries(moments).filter(([place]) => is.has(place) && was.get(place) === is.get(place)),
  );
}
