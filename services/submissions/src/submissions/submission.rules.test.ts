import type {TrackDefinition} from '@concours/schema/definition/track';
import {submissionStates} from '@concours/schema/events';
import {authorKey} from './author-key.js';
import {actionsFor, codePoints, countedCharacters, stateAllows} from './submission.rules.js';

const track: TrackDefinition = {
  key: 't',
  name: 't',
  kind: 'SONG',
  hosting: [],
  recommendation: {caps: [{class: 'c', most: 1}]},
  screening: {atMost: 1},
};
const all = {handIn: true, recommend: true, recommended: true, decide: true};
const none = {handIn: false, recommend: false, recommended: false, decide: false};
const open = {intakeOpen: true, screeningOpen: true, closed: false};
const offered = (...of: Parameters<typeof actionsFor>): string =>
  Object.entries(actionsFor(...of))
    .filter(([, may]) => may)
    .map(([act]) => act)
    .join(' ');

describe('characters (A38)', () => {
  it.each([
    ['你好，世界', 5, 5],
    ['𠮷野家', 3, 3],
    [' a b\tc\n', 7, 3],
    ['　全角　', 4, 2],
  ])('%j', (text, points, counted) => {
    expect([codePoints(text), countedCharacters(text)]).toEqual([points, counted]);
  });
});

describe('one author', () => {
  it.each([
    ['Zhang San', 'zhangsan'],
    ['ＺＨＡＮＧ　ＳＡＮ ', 'zhangsan'],
    ['张\u200b三', '张三'],
  ])('%j', (name, key) => {
    expect(authorKey(name)).toBe(key);
  });
});

describe('what may be done to a work', () => {
  it.each([
    ['DRAFT', 'edit handIn withdraw'],
    ['RETURNED', 'edit handIn withdraw'],
    ['HANDED_IN', 'returnIt recommend withdraw'],
    ['RECOMMENDED', 'returnIt withdrawRecommendation withdraw screen'],
    ['SHORTLISTED', 'withdraw screen'],
    ['NOT_SHORTLISTED', ''],
    ['WITHDRAWN', ''],
  ] as const)('as %s, by one who may everything', (state, acts) => {
    expect(offered(state, track, all, open)).toBe(acts);
  });

  it('is nothing for one who may nothing, in any state', () => {
    expect(submissionStates.map((state) => offered(state, track, none, open)).join('')).toBe('');
  });

  it('ends with the windows and the shortlist', () => {
    expect(offered('DRAFT', track, all, {...open, intakeOpen: false})).toBe('edit withdraw');
    expect(offered('HANDED_IN', track, all, {...open, intakeOpen: false})).toBe('returnIt withdraw');
    expect(offered('RECOMMENDED', track, {...all, decide: false}, {...open, closed: true})).toBe('');
    expect(offered('SHORTLISTED', track, {...none, handIn: true}, open)).toBe('withdraw');
    expect(offered('SHORTLISTED', track, {...none, handIn: true}, {...open, closed: true})).toBe('');
  });

  it('goes straight to the screening where a track knows no recommendation (R81)', () => {
    expect(stateAllows('screen', 'HANDED_IN', {...track, recommendation: undefined})).toBe(true);
    expect(stateAllows('screen', 'HANDED_IN', track)).toBe(false);
  });
});
