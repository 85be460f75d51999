import type {Definition, DefinitionFile} from '@concours/schema/definition/definition';
import {endOf, isReal, startOf} from '../moment.rules.js';
import {settle} from './settle.rules.js';
import {derive, ringsOf} from '../derived-dates.rules.js';
import {datePlaces, momentsIn} from '../date-places.rules.js';
import {type Edge, intervalOf, writtenMoment} from '../written-dates.rules.js';

type Stage = DefinitionFile['stages'][number];
const stage = (key: string, more: Partial<Stage> = {}): Stage => ({key, name: key, kind: 'INTAKE', ...more});
const fileOf = (more: Partial<DefinitionFile>): DefinitionFile => ({
  concours: 1,
  campaign: {
    ...{key: 'own', title: 'Own', timezone: 'Asia/Shanghai', owner: 'o', hosting: []},
    parents: [{campaign: 'above'}],
  },
  policies: {votes: 'OFF', entryRanking: 'HIDDEN', publicNotice: {workingDays: 5}} as DefinitionFile['policies'],
  stages: [stage('intake')],
  tracks: [],
  ...more,
});

describe('a date as it is written', () => {
  it.each<[Parameters<typeof writtenMoment>[0], Edge, string | undefined, string]>([
    ['2024-07-31', 'END', '2024-07-31T23:59:59.999', 'a day is its whole day'],
    ['2024-07-31', 'START', '2024-07-31T00:00:00.000', 'a day begins at midnight'],
    ['2024-07-31T23:59', 'END', '2024-07-31T23:59:59.999', 'a minute is its whole minute'],
    ['2024-07-31T23:59:59', 'END', '2024-07-31T23:59:59.999', 'a second is its whole second'],
    ['2024-07-31T24:00', 'END', '2024-07-31T23:59:59.999', '24:00 ends the day it stands with'],
    ['2024-07-31T24:00:00', 'END', '2024-07-31T23:59:59.999', '24:00:00 too'],
    ['2024-07-31T24:00', 'START', '2024-08-01T00:00:00.000', 'what begins at 24:00 begins with the next day'],
    ['2024-12-31T24:00', 'START', '2025-01-01T00:00:00.000', 'over the end of a year too'],
    [{at: '2024-08-30', inclusive: true}, 'END', '2024-08-30T23:59:59.999', '"by the 30th", the 30th included'],
    [
      {at: '2024-08-30', inclusive: false},
      'END',
      '2024-08-29T23:59:59.999',
      '"before the 30th", the 30th not included',
    ],
    [{at: '2024-03-01', inclusive: false}, 'END', '2024-02-29T23:59:59.999', 'over a leap day'],
    [{at: '2024-08-30T12:00', inclusive: false}, 'END', '2024-08-30T11:59:59.999', 'before noon'],
    [{at: '2024-08-30T00:00', inclusive: false}, 'END', '2024-08-29T23:59:59.999', 'before midnight'],
    [{at: '2024-08-30T12:00:00', inclusive: false}, 'END', '2024-08-30T11:59:59.999', 'before a second'],
    [{at: '2024-08-30T24:00', inclusive: false}, 'END', '2024-08-30T23:59:59.999', 'before 24:00 is all of the day'],
    [{at: '2024-08-30', inclusive: false}, 'START', '2024-08-31T00:00:00.000', 'after the 30th'],
    ['2024-08', 'END', undefined, 'a month is not exact'],
    ['2024-08-mid', 'END', undefined, 'nor is a third of one'],
    ['TBA', 'START', undefined, 'nor what is to be announced'],
    [{days: 5, after: {stage: 'intake'}}, 'END', undefined, 'nor what hangs on another date'],
  ])('%j as %s: %s (%s)', (when, edge, expected) => {
    const moment = writtenMoment(when, edge);
    expect(moment && (edge === 'END' ? endOf(moment) : startOf(moment))).toBe(expected);
    // whatever other services read is a moment that they know
    if (moment !== undefined) expect(moment).toMatch(/^\d{4}-\d{2}-\d{2}(T([01]\d|2[0-3]):\d{2}(:\d{2})?)?$/);
  });

  it.each([
    ['2022-05', '2022-05-01', '2022-05-31'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2022-08-early', '2022-08-01', '2022-08-10'],
    ['2022-08-mid', '2022-08-11', '2022-08-20'],
    ['2022-02-late', '2022-02-21', '2022-02-28'],
  ])('%s lies between %s and %s', (when, first, last) => {
    expect(intervalOf(when)).toEqual({first, last});
  });

  it('is a time that exists: 24:00 does, 24:01 and 25:00 do not', () => {
    expect(['T24:00', 'T24:00:00', 'T24:01', 'T24:00:01', 'T25:00'].map((time) => isReal(`2024-07-31${time}`))).toEqual(
      [...[true, true, false, false, false]],
    );
  });
});

describe('dates that hang on others', () => {
  const above = {
    ...settle(
      fileOf({
        stages: [stage('collect', {from: '2022-05-01', until: '2022-09-10T24:00'})],
        tracks: [
          {key: 'song', name: 'Song', kind: 'SONG', hosting: [], deadline: '2022-09-20'},
          {key: 'photo', name: 'Photo', kind: 'PHOTO', hosting: []},
        ],
        dates: [{key: 'event', name: 'Event', kind: 'EVENT', at: '2022-12-05'}],
      }),
    ),
  } as Definition;

  it.each([
    ["a parent's track", {days: -5, after: {campaign: 'above', track: 'song'}}, '2022-09-15'],
    ["a parent's track that ends with its stage", {days: 5, after: {campaign: 'above', track: 'photo'}}, '2022-09-15'],
    ["a parent's stage", {days: 1, after: {campaign: 'above', stage: 'collect'}}, '2022-09-11'],
    ['where it begins', {days: 0, after: {campaign: 'above', stage: 'collect', edge: 'FROM' as const}}, '2022-05-01'],
    ["a parent's date", {days: -30, after: {campaign: 'above', date: 'event'}}, '2022-11-05'],
    ['nothing that is there', {days: 1, after: {campaign: 'above', track: 'poster'}}, undefined],
    ['a campaign that is not above', {days: 1, after: {campaign: 'elsewhere', track: 'song'}}, undefined],
  ])('follow from %s', (_, until, expected) => {
    const file = fileOf({stages: [stage('intake', {from: '2022-05-09', until})]});
    const derived = derive(file, {}, (key) => (key === 'above' ? above : undefined));
    expect(derived['stages[intake].until']).toBe(expected);
  });

  const chain = fileOf({
    stages: [
      stage('intake', {from: '2022-05-09', until: '2022-08'}),
      stage('review', {
        from: {days: 1, after: {stage: 'intake'}},
        until: {days: 10, after: {stage: 'review', edge: 'FROM'}},
      }),
    ],
  });

  it('follow one from another, and from what has been confirmed', () => {
    expect(derive(chain, {}, () => undefined)).toEqual({});
    const confirmed = {'stages[intake].until': '2022-08-20T12:00'};
    expect(derive(chain, confirmed, () => undefined)).toEqual({
      'stages[review].from': '2022-08-21',
      'stages[review].until': '2022-08-31',
    });
    expect(settle(chain, confirmed).stages[1]).toMatchObject({from: '2022-08-21', until: '2022-08-31'});
  });

  it('give way to a date confirmed for their own place', () => {
    const confirmed = {'stages[intake].until': '2022-08-20', 'stages[review].from': '2022-08-25'};
    expect(settle(chain, confirmed).stages[1]).toMatchObject({from: '2022-08-25', until: '2022-09-04'});
  });

  it('never follow from themselves, and are told as a ring', () => {
    const ring = fileOf({
      stages: [
        stage('a', {from: {days: 1, after: {stage: 'b'}}}),
        stage('b', {until: {days: 1, after: {stage: 'a', edge: 'FROM'}}}),
        stage('c', {from: {days: 1, after: {stage: 'b'}}}),
      ],
    });
    expect(derive(ring, {}, () => undefined)).toEqual({});
    expect(ringsOf(ring)).toEqual(['stages[a].from', 'stages[b].until']);
    expect(ringsOf(chain)).toEqual([]);
  });
});

describe('a definition in force', () => {
  const file = fileOf({
    notice: {issued: '2022-05-09'},
    stages: [stage('intake', {from: '2022-05', until: '2022-08-20T24:00'}), stage('vote', {kind: 'VOTE', from: 'TBA'})],
    dates: [{key: 'table', name: 'Table', kind: 'TABLE', at: {at: '2022-08-30', inclusive: false}}],
    tracks: [
      {
        ...{key: 'poster', name: 'Poster', kind: 'POSTER', hosting: [], deadline: '2022-08-late'},
        duties: [{key: 'portal', name: 'Portal', by: '2022-06'}],
        workPlan: {by: '2022-05-31'},
        onward: [{key: 'up', name: 'Up', kind: 'RECOMMENDATION', by: 'TBA'}],
      },
    ],
    rounds: [
      {
        ...{key: 'semi', name: 'Semi', track: 'poster', entries: {shortlist: true}, stage: 'vote', ties: ['LOT']},
        ballot: {stage: 'vote', visibility: 'LIVE', voters: ['ACCOUNT'], freezeAt: '2022-09-01T24:00'},
        components: [{key: 'v', name: 'V', weight: 100, from: 'CLERK', most: 100}],
      },
    ],
  });

  it('has only moments that every service can read, at every place', () => {
    expect(momentsIn(settle(file))).toEqual({
      'notice.issued': '2022-05-09',
      'stages[intake].until': '2022-08-20',
      'dates[table].at': '2022-08-29',
      'tracks[poster].workPlan.by': '2022-05-31',
      'rounds[semi].ballot.freezeAt': '2022-09-02',
    });
  });

  it('takes a date from what was confirmed, at every place that has none', () => {
    const open = datePlaces(file).filter(({place}) => momentsIn(settle(file))[place] === undefined);
    expect(open.map(({place}) => place)).toEqual([
      'stages[intake].from',
      'stages[vote].from',
      'tracks[poster].deadline',
      'tracks[poster].duties[portal].by',
      'tracks[poster].onward[up].by',
    ]);
    const confirmed = Object.fromEntries(open.map(({place}, i) => [place, `2022-06-1${i}`]));
    expect(momentsIn(settle(file, confirmed))).toMatchObject(confirmed);
  });
});
