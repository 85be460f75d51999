import type {DefinitionFile} from '@concours/schema/definition/definition';
import {systemCaller} from '@concours/kernel/identity';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import {datedFile, sourceOf, stageOf} from '../../testing/dated-definition.js';
import {type World, world} from '../../testing/world.js';
import {settle} from '../definitions/settle.rules.js';
import {dateConflicts} from './date-conflicts.rules.js';
import {disagreesWith, namesItsLastDay} from './stated-dates.rules.js';

const intake = stageOf('intake', {from: '2022-07-01', until: '2022-09-30'});
const date = (key: string, kind: 'WORKS' | 'TABLE' | 'ONWARD' | 'PUBLICATION', at: string) => ({
  key,
  name: key,
  kind,
  at,
});
const song: DefinitionFile['tracks'][number] = {key: 'song', name: 'Song', kind: 'SONG', hosting: []};
const conflicts = (more: Partial<DefinitionFile>, moments = {}) => {
  const file = datedFile('c', {stages: [intake], tracks: [song], ...more});
  return dateConflicts(file, settle(file, moments)).map(({code, key}) => `${code}:${key}`);
};

describe('contradictions among dates', () => {
  it.each<[string, Partial<DefinitionFile>, string[]]>([
    ['none', {}, []],
    [
      'works due before the intake ends (A13)',
      {dates: [date('works', 'WORKS', '2022-08-31')]},
      ['DATES_DISAGREE:dates[works].at|stages[intake].until'],
    ],
    ['works due when it ends', {dates: [date('works', 'WORKS', '2022-09-30T24:00')]}, []],
    [
      'works due outside of the month in which it ends',
      {stages: [{...intake, until: '2022-09'}], dates: [date('works', 'WORKS', '2022-08-31')]},
      ['DATES_DISAGREE:dates[works].at|stages[intake].until'],
    ],
    [
      'works due within that month: nobody can say',
      {stages: [{...intake, until: '2022-08'}], dates: [date('works', 'WORKS', '2022-08-31')]},
      [],
    ],
    [
      "a track's own deadline after its stage (A11)",
      {tracks: [{...song, deadline: '2022-10-05'}]},
      ['TRACK_OUTSIDE_STAGE:tracks[song].deadline'],
    ],
    [
      'a table due while reports come in',
      {
        stages: [intake, stageOf('reports', {kind: 'REPORTING', from: '2022-07-01', until: '2022-09-30'})],
        dates: [date('table', 'TABLE', '2022-08-30')],
      },
      ['DATES_DISAGREE:dates[table].at|stages[reports].until'],
    ],
    [
      'recommended onward before the selection has ended',
      {
        stages: [intake, stageOf('review', {kind: 'JUDGING', from: '2022-10-01', until: '2022-10-31'})],
        dates: [date('onward', 'ONWARD', '2022-10-15')],
      },
      ['ONWARD_BEFORE_SELECTION:dates[onward].at|stages[review].until'],
    ],
    [
      'published before the public notice is over (A41)',
      {
        stages: [intake, stageOf('notice', {kind: 'PUBLIC_NOTICE', from: '2022-10-01', until: '2022-10-09'})],
        dates: [date('prizes', 'PUBLICATION', '2022-10-01')],
      },
      ['PUBLISHED_BEFORE_NOTICE:dates[prizes].at|stages[notice].until'],
    ],
    [
      'a date that the words of the notice do not name (A36)',
      {stages: [{...intake, stated: '7月至8月中旬'}]},
      ['STATED_OTHERWISE:stages[intake].until'],
    ],
    [
      'words that leave open whether the day is in it (A6, A12)',
      {stages: [{...intake, stated: '9月30日前'}]},
      ['LAST_DAY_UNCLEAR:stages[intake].until'],
    ],
  ])('%s', (_, more, expected) => {
    expect(conflicts(more)).toEqual(expected);
  });

  it('go and come with the dates that are confirmed', () => {
    const more = {stages: [{...intake, until: 'TBA'}], dates: [date('works', 'WORKS', '2022-08-31')]};
    expect(conflicts(more)).toEqual([]);
    expect(conflicts(more, {'stages[intake].until': '2022-09-01'})).toHaveLength(1);
    expect(conflicts(more, {'stages[intake].until': '2022-08-31'})).toEqual([]);
  });
});

describe('the words of a notice', () => {
  it.each<[string, string, 'START' | 'END' | 'ONLY', boolean]>([
    ['5月至8月中旬', '2022-05-09', 'START', false],
    ['5月至8月中旬', '2022-06-09', 'START', true],
    ['5月至8月中旬', '2022-08-20', 'END', false],
    ['5月至8月中旬', '2022-08-21', 'END', true],
    ['8月底至9月初', '2022-08-25', 'START', false],
    ['8月底至9月初', '2022-09-10', 'END', false],
    ['9月上中旬', '2024-09-20', 'END', false],
    ['9月上中旬', '2024-09-01', 'START', false],
    ['9月上中旬', '2024-09-21', 'ONLY', true],
    ['12月中旬前', '2022-12-05', 'END', false],
    ['12月中旬前', '2022-12-21', 'END', true],
    ['另行通知', '2022-12-21', 'END', false],
    ['8月30日', '2022-08-31', 'ONLY', true],
  ])('%s and %s as %s', (stated, moment, which, otherwise) => {
    expect(disagreesWith(stated, moment, which)).toBe(otherwise);
  });

  it('name a last day that may or may not be in it', () => {
    expect(namesItsLastDay('7月31日前发送', '2024-07-31T23:59:59')).toBe(true);
    expect(namesItsLastDay('至7月31日', '2024-07-31')).toBe(false);
    expect(namesItsLastDay('7月31日前', '2024-07-30')).toBe(false);
  });
});

describe.each(engines)('rulings on %s', (engine) => {
  let w: World;
  beforeEach(async () => {
    w = await world(engine, '2022-06-15T10:00:00+08:00');
    await w.grow('ah', null, {level: 'PROVINCE'});
  });
  afterEach(() => w.close());

  const RULE = `mutation ($campaignId: ID!, $pointId: ID!, $ruling: String!) {
    ruleOnPoint(campaignId: $campaignId, pointId: $pointId, ruling: $ruling) {id ruling {text inDefinition}}
  }`;
  const POINTS = 'query ($id: ID!) {campaign(id: $id) {openPoints {id ruling {text(language: EN) inDefinition}}}}';
  const pointId = 'DATES_DISAGREE:dates[works].at|stages[intake].until';
  const file = datedFile('binhai', {
    stages: [{...intake, until: '2022-09-30'}, stageOf('later', {kind: 'SUMMARY', from: 'TBA'})],
    dates: [date('works', 'WORKS', '2022-08-31')],
  });

  it('are kept with who sees the point, and fall when the point says something else', async () => {
    const apply = (definition: DefinitionFile) =>
      w.slices.definitions.apply(systemCaller(), sourceOf(definition), null);
    const {id} = await apply(file);
    const owner = w.caller('CAMPAIGN_OWNER', 'ah');
    const points = async (caller?: typeof owner) =>
      (await execute(w.service, {query: POINTS, variables: {id}, caller})).expectData().campaign.openPoints;
    // a contradiction that holds nothing is for those who run the campaign; what holds a stage is for everybody
    expect((await points()).map((point: {id: string}) => point.id)).toEqual(['DATE_UNRESOLVED:stages[later].from']);
    expect(await points(owner)).toHaveLength(2);

    const ruling = {campaignId: id, pointId, ruling: 'The end of August binds.'};
    const stranger = w.caller('UNIT_REPORTER', 'ah');
    (await execute(w.service, {query: RULE, variables: ruling, caller: stranger})).expectRefusal('NOT_PERMITTED');
    const unknown = {...ruling, pointId: 'DATES_DISAGREE:nothing'};
    (await execute(w.service, {query: RULE, variables: unknown, caller: owner})).expectRefusal('NOT_FOUND');
    const {ruleOnPoint} = (await execute(w.service, {query: RULE, variables: ruling, caller: owner})).expectData();
    expect(ruleOnPoint.ruling).toEqual({text: 'The end of August binds.', inDefinition: false});
    const ofPoint = async () => (await points(owner)).find((point: {id: string}) => point.id === pointId)?.ruling;
    expect(await ofPoint()).toMatchObject({inDefinition: false});

    await apply({...file, dates: [date('works', 'WORKS', '2022-09-01')]});
    expect(await ofPoint()).toBeNull();
    await apply({...file, rulings: [{on: pointId, ruling: {zh: '以8月31日为准', en: 'By 31 August.'}}]});
    expect(await ofPoint()).toMatchObject({inDefinition: false, text: 'The end of August binds.'});
    await apply({
      ...{...file, dates: [date('works', 'WORKS', '2022-08-30')]},
      rulings: [{on: 'dates[works].at', ruling: {zh: '以8月30日为准', en: 'By 30 August.'}}],
    });
    expect(await ofPoint()).toEqual({inDefinition: true, text: 'By 30 August.'});
  });
});
