import {recipientsOf} from './award.rules.js';

const standing = (...ranks: number[]) =>
  ranks.map((rank, index) => ({entryId: `e${index + 1}`, submissionId: `s${index + 1}`, organisationId: 'o', rank}));
const award = (count?: number) => ({
  key: 'best',
  name: 'Best',
  to: 'ENTRY' as const,
  ...(count === undefined ? {} : {count}),
});

test.each([
  ['the first two', 2, [1, 2, 3], [], ['e1', 'e2'], false],
  ['the next two after those of another award', 2, [1, 2, 3, 4], ['s1', 's2'], ['e3', 'e4'], false],
  ['fewer where there are fewer', 5, [1, 2], [], ['e1', 'e2'], false],
  ['nobody of a place that straddles the last award', 2, [1, 2, 2], [], ['e1'], true],
  ['both of a shared place that fits', 2, [1, 1, 3], [], ['e1', 'e2'], false],
  ['all of the rest while the number is open', undefined, [1, 2, 3], ['s1'], ['e2', 'e3'], false],
] as const)('an award goes to %s', (_, count, ranks, already, recipients, tied) => {
  const outcome = recipientsOf(award(count), standing(...ranks), new Set(already));
  expect([outcome.recipients.map(({entryId}) => entryId), outcome.tied]).toEqual([recipients, tied]);
});
