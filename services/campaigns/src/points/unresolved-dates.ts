import type {BilingualText} from '@concours/kernel/refusal';
import {bilingual} from '@concours/schema/definition/values';
import type {EntityManager} from 'typeorm';
import type {Campaign} from '../campaigns/campaign.js';
import type {DatePlace} from '../date-places.rules.js';
import type {OpenPoint, PointSource} from './open-point.js';

export const DATE_UNRESOLVED = 'DATE_UNRESOLVED';

/** Dates that nobody knows yet: what they begin or end can't open (A36, R22). */
export class UnresolvedDates implements PointSource {
  async points(_: EntityManager, campaign: Campaign): Promise<OpenPoint[]> {
    // a stage that somebody has opened by hand has its dates from there
    const byHand = new Set(campaign.overrides.map(({stage}) => stage));
    return campaign
      .unresolved()
      .filter(({of, holds}) => of !== 'STAGE' || !byHand.has(holds.stages[0]))
      .map((date) => ({
        id: `${DATE_UNRESOLVED}:${date.place}`,
        code: DATE_UNRESOLVED,
        place: date.place,
        text: textOf(date),
        holds: {...date.holds, plan: false},
      }));
  }
}

function textOf({name, stated, ...date}: DatePlace): BilingualText {
  const {zh, en} = bilingual(name);
  const what = wordsOf(date);
  return {
    zh: `“${zh}”的${what.zh}尚未确定${stated ? `（原文：${stated}）` : ''}。`,
    en: `"${en}": ${what.en} is not known yet${stated ? ` (in the notice: ${stated})` : ''}.`,
  };
}

function wordsOf({of, edge}: Pick<DatePlace, 'of' | 'edge'>): BilingualText {
  if (of === 'STAGE') {
    return edge === 'START' ? {zh: '开始时间', en: 'the beginning'} : {zh: '结束时间', en: 'the end'};
  }
  if (of === 'ISSUE') return {zh: '印发日期', en: 'the day of issue'};
  if (of === 'DEADLINE') return {zh: '截稿时间', en: 'the deadline'};
  if (of === 'FREEZE') return {zh: '封榜时间', en: 'the freeze of the board'};
  return {zh: '日期', en: 'the date'};
}
