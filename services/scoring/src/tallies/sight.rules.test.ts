import {sightOf} from './sight.rules.js';

const freezesAt = 1_000;
const live = {visible: true, freezesAt};
const hidden = {visible: false, freezesAt};
const unfrozen = {visible: true, freezesAt: null};

describe('what is seen of the counts', () => {
  test.each([
    ['no vote', null, null, false, 0, 'HIDDEN'],
    ['live', live, null, false, 999, 'FULL'],
    ['live, at the freeze', live, null, false, 1_000, 'FROZEN'],
    ['live, after it, for who runs the round', live, null, true, 9_999, 'FROZEN'],
    ['live without a freeze', unfrozen, null, false, 9_999, 'FULL'],
    ['hidden', hidden, null, false, 999, 'HIDDEN'],
    ['hidden, for who runs the round', hidden, null, true, 999, 'FULL'],
    ['hidden, for who runs the round, after the freeze', hidden, null, true, 1_000, 'FROZEN'],
    ['result frozen', live, 'FROZEN', false, 9_999, 'FROZEN'],
    ['result frozen, hidden', hidden, 'FROZEN', false, 9_999, 'HIDDEN'],
    ['result frozen, for who runs the round', hidden, 'FROZEN', true, 9_999, 'FULL'],
    ['result on public notice', hidden, 'ON_NOTICE', false, 9_999, 'FULL'],
    ['result published', hidden, 'PUBLISHED', false, 9_999, 'FULL'],
  ] as const)('%s', (_, votes, result, mayRead, now, sight) =>
    expect(sightOf({votes, result, mayRead, now})).toBe(sight),
  );
});
