import {type EntityManager, In} from 'typeorm';
import type {Campaign} from '../campaigns/campaign.js';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import {holdsNothing, type OpenPoint, type PointSource} from '../points/open-point.js';
import {missingIn} from './signing.service.js';

/** Until every joint organiser has signed nothing opens (R126); one that a public campaign takes in later is a warning. */
export class MissingSignatures implements PointSource {
  async points(manager: EntityManager, campaign: Campaign): Promise<OpenPoint[]> {
    const missing = await missingIn(manager, campaign);
    if (missing.length === 0) return [];
    const known = await manager.findBy(OrganisationRef, {id: In(missing)});
    const tracks = campaign.document.tracks.map(({key}) => key);
    return known.map(({code, nameZh, nameEn}) => ({
      id: `SIGNATURE_MISSING:${code}`,
      code: 'SIGNATURE_MISSING',
      place: 'notice.countersign',
      text: {zh: `${nameZh}尚未会签。`, en: `${nameEn} has not signed yet.`},
      holds: campaign.publishedAt === null ? {stages: 'ALL', tracks, plan: true} : holdsNothing(),
    }));
  }
}
