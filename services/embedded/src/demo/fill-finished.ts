import {type Caller, systemCaller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import type {SeedWork} from '@concours/submissions/demo/seed-work';
import type {Platform} from '../platform.js';
import {moment} from './calendar.js';
import type {Ids} from './fill-organisations.js';
import {grassrootsOf} from './fill-works.js';
import type {Media} from './media.js';
import type {Random} from './random.js';
import {settled} from './settled.js';
import type {TravellingClock} from './travelling-clock.js';
import {ballotsOf, castByDay} from './votes.js';
import {demoWork} from './works.js';

const WORKS = 24;
const VOTES = 6_000;

interface Finished {
  campaignId: string;
  ids: Ids;
  shift: number;
  random: Random;
  media: Media;
}

/** Walks a small contest through its whole calendar: handed in, shortlisted, voted on, judged, frozen, noticed, published. */
export async function fillFinished(platform: Platform, clock: TravellingClock, i: Finished): Promise<void> {
  const {services} = platform;
  const {judging, panels, results, awards, entries} = services.scoring.slices;
  const under = grassrootsOf('ah', i.ids);
  const works: SeedWork[] = [];
  for (let n = 0; n < WORKS; n++) {
    const [, organisationId] = i.random.pick(under);
    const {title, author} = demoWork(i.random);
    const files = await i.media(20_000 + n, `${author}+${title}`);
    works.push({
      trackKey: 'recitation',
      organisationId,
      title,
      author,
      files,
      at: moment('2024-04-10T10:00', i.shift),
      state: 'SHORTLISTED',
    });
  }
  await services.submissions.seed.works(i.campaignId, works);
  clock.standAt(moment('2024-05-03T10:00', i.shift));
  await services.submissions.slices.screenings.close(systemCaller(), i.campaignId, 'recitation');

  const roundId = `${i.campaignId}:selection`;
  await settled('the entries of the finished contest', async () => (await entries.ofRound(roundId)).length === WORKS);
  const entryIds = (await entries.ofRound(roundId)).map(({id}) => id);
  clock.standAt(moment('2024-05-12T23:00', i.shift));
  const [from, until] = [moment('2024-05-06', i.shift).getTime(), clock.now().getTime()];
  const marks = {marks: VOTES, random: i.random, marksAtMost: 5};
  await castByDay(platform, clock, ballotsOf({roundId, entryIds, from, until, ...marks}));
  clock.standAt(moment('2024-05-13T00:01', i.shift));
  await services.scoring.ledger.publishing.publishDue();
  clock.standAt(new Date(until));

  const judges = ['甲', '乙', '丙', '丁', '戊'].map((name) => ({accountId: newId(), name: `评委${name}`}));
  await panels.assign(systemCaller(), roundId, judges);
  for (const judge of judges) {
    const caller: Caller = {...systemCaller(), id: judge.accountId, name: judge.name};
    for (const entryId of entryIds) {
      const points = () => `${38 + i.random.below(12)}.${i.random.below(2) * 5}`;
      const scores = ['voice', 'feeling'].map((criterion) => ({criterion, points: points()}));
      await judging.save(caller, {roundId, entryId, scores, abstain: false, conflict: false});
    }
    await judging.handIn(caller, roundId);
  }
  clock.standAt(moment('2024-05-16T09:00', i.shift));
  const {id} = await results.freeze({...systemCaller(), name: '主办·苏静'}, roundId);
  await results.beginNotice(systemCaller(), id);
  clock.standAt(moment('2024-05-24T09:00', i.shift));
  await results.publish({...systemCaller(), name: '复核·丁立'}, id);
  await awards.decide(systemCaller(), i.campaignId, 'units', [], [i.ids.get('ah.bengbu')!, i.ids.get('ah.wuhu')!]);
}
