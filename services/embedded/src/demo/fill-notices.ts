import {systemCaller} from '@concours/kernel/identity';
import {localDay} from '@concours/kernel/zone';
import type {Platform} from '../platform.js';
import type {Ids} from './fill-organisations.js';
import type {TravellingClock} from './travelling-clock.js';

const ZONE = 'Asia/Shanghai';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const POSTER = 'tracks[poster].deadline';

/** The notice goes down to a county, about half of the cities and counties have confirmed it, and somebody has asked. */
export async function fillNotices(
  {services}: Platform,
  clock: TravellingClock,
  {campaignId, ids}: {campaignId: string; ids: Ids},
): Promise<void> {
  const {forwardings, bindingDates, receipts, announcements, questions} = services.campaigns.slices;
  const caller = systemCaller();
  const unit = (code: string): string => ids.get(code) ?? '';

  const cities = [...ids.keys()].filter((code) => /^ah\.[a-z]+$/.test(code) && code !== 'ah.cac').slice(0, 12);
  for (const [n, code] of cities.entries()) {
    clock.advance(HOUR / 2);
    if (n % 4 === 3) await receipts.open(caller, campaignId, unit(code));
    else await receipts.confirm(caller, campaignId, unit(code));
  }
  const bound = (await bindingDates.of(caller, campaignId, unit('ah.hefei'))).find(({place}) => place === POSTER)?.at;
  const dates = bound ? [{place: POSTER, at: localDay(new Date(bound.getTime() - 5 * DAY), ZONE)}] : [];
  const letter = (code: string, title: string, instructions: string, own: typeof dates) => ({
    ...{organisationId: unit(code), number: null, title, instructions},
    notices: [{campaignId, dates: own}],
  });
  await forwardings.forward(
    caller,
    letter('ah.hefei', '关于组织参加主题活动的通知', '各县区总工会请于月底前确定联络员；海报作品提前五天报送。', dates),
  );
  clock.advance(DAY);
  await forwardings.forward(caller, letter('ah.hefei.c1', '转发市总工会通知', '各基层工会请按要求报送活动情况。', []));
  for (const code of ['ah.hefei.c1.g1', 'ah.hefei.c2', 'ah.hefei.c3'].filter((each) => ids.has(each)))
    await receipts.confirm(caller, campaignId, unit(code));

  const ask = (code: string, text: string, trackKey: string | null) =>
    questions.ask(caller, {campaignId, trackKey, organisationId: unit(code), text});
  const asked = await ask('ah.hefei.c1.g1', '我厂的海报能否同时报送静态和动态两件？', 'poster');
  await ask('ah.hefei.c1', '统计表是否需要盖章后再上传？', null);
  clock.advance(DAY);
  await questions.answer(caller, asked.id, asked.version, {
    answer: '可以，按两件作品分别申报。',
    publish: true,
    publicText: '同一单位能否同时报送静态和动态两件海报？',
  });
  await announcements.publish(caller, campaignId, {
    titleZh: '主题活动启动',
    titleEn: 'The campaign has begun',
    bodyZh: '各单位可以开始填报线下活动、报送作品。',
    bodyEn: 'Units may report events and hand works in.',
  });
}
