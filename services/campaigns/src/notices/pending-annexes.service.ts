import {bilingual} from '@concours/schema/definition/values';
import type {EntityManager} from 'typeorm';
import type {Campaign} from '../campaigns/campaign.js';
import type {OpenPoint, PointSource} from '../points/open-point.js';
import {AnnexDocument} from './annex-document.js';

/** An annex that is named and not there keeps closed what the notice says depends on it (R11, A34). */
export class PendingAnnexes implements PointSource {
  async points(manager: EntityManager, campaign: Campaign): Promise<OpenPoint[]> {
    const pending = (campaign.document.notice?.annexes ?? []).filter((annex) => annex.pending);
    if (pending.length === 0) return [];
    const arrived = new Set(
      (await manager.findBy(AnnexDocument, {campaignId: campaign.id})).map((one) => one.annexKey),
    );
    return pending
      .filter(({key}) => !arrived.has(key))
      .map(({key, name, holds: {stages = [], tracks = [], plan = false} = {}}) => ({
        id: `ANNEX_PENDING:${key}`,
        code: 'ANNEX_PENDING',
        place: `notice.annexes[${key}]`,
        text: {
          zh: `附件“${bilingual(name).zh}”尚未收到。`,
          en: `The annex "${bilingual(name).en}" has not arrived yet.`,
        },
        holds: {stages, tracks, plan},
      }));
  }
}
