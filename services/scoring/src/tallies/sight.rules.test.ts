import {newestSeen, sightOf} from './sight.rules.js';

const freezesAt = 1_000;
const live = {visibility: 'LIVE', freezesAt} as const;
const hidden = {visibility: 'HIDDEN', freezesAt} as const;
const delayed = {visibility: 'DELAYED', freezesAt} as const;
const unfrozen = {visibility: 'LIVE', freezesAt: null} as const;

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
    ['delayed', delayed, null, false, 999, 'DELAYED'],
    ['delayed, for who runs the round', delayed, null, true, 999, 'DELAYED'],
    ['delayed, at the freeze', delayed, null, false, 1_000, 'FROZEN'],
    ['delayed, at the freeze, for who runs the round', delayed, null, true, 1_000, 'FROZEN'],
    ['result frozen', live, 'FROZEN', false, 9_999, 'FROZEN'],
    ['result frozen, hidden', hidden, 'FROZEN', false, 9_999, 'HIDDEN'],
    ['result frozen, for who runs the round', hidden, 'FROZEN', true, 9_999, 'FULL'],
    ['result frozen, delayed, for who runs the round', delayed, 'FROZEN', true, 9_999, 'FULL'],
    ['result on public notice', hidden, 'ON_NOTICE', false, 9_999, 'FULL'],
    ['result on public notice, delayed', delayed, 'ON_NOTICE', false, 9_999, 'FULL'],
    ['result published', hidden, 'PUBLISHED', false, 9_999, 'FULL'],
  ] as const)('%s', (_, votes, result, mayRead, now, sight) =>
    expect(sightOf({votes, result, mayRead, now})).toBe(sight),
  );

  test.each([
    ['FULL', 0, 5_000, null],
    ['HIDDEN', 0, 5_000, null],
    ['FROZEN', 0, 5_000, 1_000],
    ['DELAYED', 300, 900, 600],
    ['FROZEN', 300, 5_000, 700],
  ] as const)('%s with a delay of %d: at %d the newest is of %s', (sight, delayMs, now, newest) =>
    expect(newestSeen(sight, {freezesAt, delayMs}, now)).toBe(newest),
  );
});
