import type {RoundFile} from '@concours/schema/definition/round';
import type {Path, Problem} from './problem.js';
import {problem} from './rule-kit.rules.js';

type Ballot = NonNullable<RoundFile['ballot']>;
type Count = 'perDay' | 'perRound' | 'perEntryPerDay' | 'perEntryPerRound' | 'ballotsPerDay' | 'ballotsPerRound';

/** Of each pair the first may not be more than the second; told at the third. */
const within: readonly (readonly [less: Count, more: Count, at: Count])[] = [
  ['perDay', 'perRound', 'perRound'],
  ['perEntryPerDay', 'perEntryPerRound', 'perEntryPerRound'],
  ['ballotsPerDay', 'ballotsPerRound', 'ballotsPerRound'],
  ['perEntryPerDay', 'perDay', 'perEntryPerDay'],
  ['perEntryPerRound', 'perRound', 'perEntryPerRound'],
];

const words: Record<Count, readonly [zh: string, en: string]> = {
  perDay: ['每天的票数', 'votes a day'],
  perRound: ['整个赛段的票数', 'votes a round'],
  perEntryPerDay: ['每天对同一作品的票数', 'votes for an entry a day'],
  perEntryPerRound: ['整个赛段对同一作品的票数', 'votes for an entry a round'],
  ballotsPerDay: ['每天的选票数', 'ballots a day'],
  ballotsPerRound: ['整个赛段的选票数', 'ballots a round'],
};

/** How many votes a voter has: said at all, and no limit against another. */
export function limitProblems(at: Path, ballot: Ballot): Problem[] {
  return [...unlimited(at, ballot), ...beyondEachOther(at, ballot), ...marksProblems(at, ballot)];
}

function unlimited(at: Path, ballot: Ballot): Problem[] {
  const {perDay, perRound, rolling, ballotsPerDay, ballotsPerRound, marks} = ballot;
  if (perDay !== undefined || perRound !== undefined || rolling) return [];
  if (ballotsPerDay === undefined && ballotsPerRound === undefined) {
    return [
      problem(
        at,
        'BALLOT_LIMITS',
        '须写明每人可投多少票：perDay（每天）、perRound（整个赛段）、rolling（任意连续若干小时），或 ballotsPerDay、ballotsPerRound（选票张数）。',
        'Say how many votes a voter has: by perDay, perRound or rolling, or by ballotsPerDay or ballotsPerRound.',
        'key',
      ),
    ];
  }
  if (marks) return [];
  return [
    problem(
      at,
      'BALLOT_LIMITS',
      '只限选票张数时，须用 marks 写明每张选票选几个作品。',
      'Where ballots alone are limited, say by marks how many entries a ballot names.',
      'key',
    ),
  ];
}

function beyondEachOther(at: Path, ballot: Ballot): Problem[] {
  const problems = within.flatMap(([less, more, place]) => {
    const [few, many] = [ballot[less], ballot[more]];
    if (few === undefined || many === undefined || few <= many) return [];
    return [
      problem(
        [...at, place],
        'BALLOT_LIMITS',
        `${words[more][0]}（${many}）少于${words[less][0]}（${few}）。`,
        `${many} ${words[more][1]} are fewer than ${few} ${words[less][1]}.`,
      ),
    ];
  });
  const {rolling, perRound} = ballot;
  if (rolling && perRound !== undefined && perRound < rolling.marks) {
    problems.push(
      problem(
        [...at, 'perRound'],
        'BALLOT_LIMITS',
        `整个赛段的票数（${perRound}）少于任意 ${rolling.hours} 小时的票数（${rolling.marks}）。`,
        `${perRound} votes a round are fewer than ${rolling.marks} in any ${rolling.hours} hours.`,
      ),
    );
  }
  return problems;
}

function marksProblems(at: Path, ballot: Ballot): Problem[] {
  const {perDay, perRound, rolling, marks} = ballot;
  if (!marks) return [];
  const {atLeast, atMost} = marks;
  const problems: Problem[] = [];
  const wrong = (place: string, zh: string, en: string) =>
    problems.push(problem([...at, place], 'BALLOT_LIMITS', zh, en));
  if (atLeast > atMost) {
    wrong('marks', `至少 ${atLeast} 个多于至多 ${atMost} 个。`, `At least ${atLeast} is more than at most ${atMost}.`);
  }
  const allowed = Math.min(perDay ?? Infinity, perRound ?? Infinity, rolling?.marks ?? Infinity);
  if (atLeast > allowed) {
    wrong(
      'marks',
      `一张选票至少 ${atLeast} 个，超过可投的 ${allowed} 票。`,
      `A ballot of at least ${atLeast} is more than the ${allowed} votes allowed.`,
    );
    return problems;
  }
  for (const [ballots, votes] of [
    ['ballotsPerDay', 'perDay'],
    ['ballotsPerRound', 'perRound'],
  ] as const) {
    const [times, most] = [ballot[ballots], ballot[votes]];
    if (times === undefined || most === undefined || times * atLeast <= most) continue;
    wrong(
      ballots,
      `${times} 张至少 ${atLeast} 票的选票，超过可投的 ${most} 票。`,
      `${times} ballots of at least ${atLeast} are more than the ${most} ${words[votes][1]}.`,
    );
  }
  return problems;
}
