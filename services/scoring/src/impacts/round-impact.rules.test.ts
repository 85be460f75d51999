import type {Definition} from '@concours/schema/definition/definition';
import {type Held, roundImpact} from './round-impact.rules.js';

const round = {
  key: 'final',
  ballot: {stage: 'vote', perDay: 10},
  components: [
    {key: 'vote', weight: 40, from: 'BALLOT'},
    {key: 'judges', weight: 60, from: 'PANEL', criteria: [{key: 'voice', most: 100}]},
  ],
  ties: ['LOT'],
};
const withRounds = (...rounds: object[]) => ({rounds}) as unknown as Definition;
const held = (more: Partial<Held> = {}): Held => ({entries: 30, hasVotes: false, scores: {}, isFrozen: false, ...more});
const told = (next: Definition, own: Held) =>
  roundImpact(withRounds(round), next, new Map([['final', own]])).map(({code, place, count}) => [code, place, count]);

describe('what another definition would do to a round', () => {
  const [vote, judges] = round.components;
  it.each<[string, Definition, Held, unknown[]]>([
    ['the same', withRounds({...round}), held({hasVotes: true, isFrozen: true}), []],
    ['other rules before anything has happened', withRounds({...round, ties: ['SUBMITTED_EARLIER']}), held(), []],
    ['none, with entries in it', withRounds(), held(), [['ROUND_GONE', 'rounds[final]', 30]]],
    ['none, and empty', withRounds(), held({entries: 0}), []],
    [
      'another ballot when votes were cast',
      withRounds({...round, ballot: {stage: 'vote', perDay: 5}}),
      held({hasVotes: true}),
      [['VOTES_CAST', 'rounds[final].ballot', 30]],
    ],
    [
      'other criteria when sheets were filled in',
      withRounds({...round, components: [vote, {...judges, criteria: []}]}),
      held({scores: {judges: 90}}),
      [['SCORES_GIVEN', 'rounds[final].components[judges].criteria', 90]],
    ],
    [
      'a component less, and other weights',
      withRounds({...round, components: [{...vote, weight: 100}]}),
      held({scores: {judges: 90}}),
      [
        ['SCORING_CHANGED', 'rounds[final].components[vote]', 30],
        ['SCORES_LOST', 'rounds[final].components[judges]', 90],
      ],
    ],
    [
      'another tie chain when the result is frozen',
      withRounds({...round, ties: ['SUBMITTED_EARLIER']}),
      held({hasVotes: true, isFrozen: true}),
      [
        ['RESULT_FROZEN', 'rounds[final]', 1],
        ['ORDER_CHANGED', 'rounds[final].ties', 30],
      ],
    ],
  ])('%s', (_, next, own, expected) => expect(told(next, own)).toEqual(expected));
});
