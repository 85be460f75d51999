import {smallDefinition as base} from '../../testing/small-definition.js';
import {definitionProblems} from './definition.rules.js';
import {isDefinition} from './definition.shape.js';
import {pathText} from './problem.js';

// a test rewrites any part of a definition, also into what its type forbids
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
type Loose = any;

const problemsOf = (definition: unknown, misshapen: string[] = []) =>
  definitionProblems(definition, new Set(misshapen)).map(({code, path}) => `${code} ${pathText(path)}`);

describe('a definition', () => {
  it('that is right in itself has no problem', () => {
    expect(isDefinition(base())).toBe(true);
    expect(problemsOf(base())).toEqual([]);
  });

  const cases: [string, (d: Loose) => void, string[]][] = [
    ['names a zone nobody knows', (d) => (d.campaign.timezone = 'Asia/Hefei'), ['ZONE_UNKNOWN campaign.timezone']],
    ['names 30 February', (d) => (d.stages[0].from = '2024-02-30'), ['DATE_UNREAL stages[0].from']],
    ['names 29 February of a common year', (d) => (d.notice = {issued: '2023-02-29'}), ['DATE_UNREAL notice.issued']],
    ['accepts 29 February of a leap year', (d) => (d.notice = {issued: '2024-02-29'}), []],
    ['names the hour 24', (d) => (d.tracks[0].deadline = '2024-06-30T24:00'), []],
    [
      'names a time after 24:00',
      (d) => (d.tracks[0].deadline = '2024-06-30T24:01'),
      ['DATE_UNREAL tracks[0].deadline'],
    ],
    [
      'names the month 13',
      (d) => (d.rounds[0].ballot.freezeAt = '2024-13-01'),
      ['DATE_UNREAL rounds[0].ballot.freezeAt'],
    ],
    [
      'has a window that ends before it begins',
      (d) => (d.stages[0].until = '2024-05-31'),
      ['WINDOW_REVERSED stages[0].until'],
    ],
    ['has a window of one day', (d) => (d.stages[0].until = '2024-06-01'), []],
    [
      'has a window that ends in the minute it begins',
      (d) => Object.assign(d.stages[0], {from: '2024-06-01T09:00', until: '2024-06-01T09:00'}),
      [],
    ],
    [
      'repeats a stage',
      (d) => (d.stages[2].key = 'intake'),
      ['KEY_REPEATED stages[2].key', 'STAGE_UNKNOWN plan.reports.stage'],
    ],
    [
      'takes works in during a stage that is none',
      (d) => (d.tracks[0].intake = 'take'),
      ['STAGE_UNKNOWN tracks[0].intake'],
    ],
    ['takes works in during a vote', (d) => (d.tracks[0].intake = 'vote'), ['STAGE_KIND tracks[0].intake']],
    ['repeats a track', (d) => d.tracks.push(d.tracks[0]), ['KEY_REPEATED tracks[1].key']],
    [
      'repeats an asset',
      (d) => d.tracks[0].assets.push(d.tracks[0].assets[0]),
      ['KEY_REPEATED tracks[0].assets[1].key'],
    ],
    [
      'wants audio as a PDF',
      (d) => (d.tracks[0].assets[0].types = ['mp3', 'pdf']),
      ['ASSET_TYPE tracks[0].assets[0].types[1]'],
    ],
    [
      'repeats a class',
      (d) => (d.classes[1].key = 'city'),
      ['KEY_REPEATED classes[1].key', 'CLASS_UNKNOWN tracks[0].recommendation.caps[1].class'],
    ],
    [
      'has a unit in two classes',
      (d) => d.classes.forEach((c: Loose) => (c.units = ['x'])),
      ['CLASS_CONTRADICTORY classes[1].units[0]'],
    ],
    [
      'both names and excepts a unit',
      (d) => Object.assign(d.classes[0], {units: ['x'], except: ['x']}),
      ['CLASS_CONTRADICTORY classes[0].units[0]'],
    ],
    [
      'caps one class twice',
      (d) => (d.tracks[0].recommendation.caps[1].class = 'city'),
      ['CAP_CONTRADICTORY tracks[0].recommendation.caps[1].class'],
    ],
    [
      'caps a class that is none',
      (d) => (d.tracks[0].recommendation.caps[1].class = 'county'),
      ['CLASS_UNKNOWN tracks[0].recommendation.caps[1].class'],
    ],
    [
      'shortlists fewer than advance',
      (d) => (d.tracks[0].screening.atMost = 29),
      ['SCREENING_BELOW_CUT tracks[0].screening.atMost'],
    ],
    ['shortlists as many as advance', (d) => (d.tracks[0].screening.atMost = 30), []],
    [
      'takes a shortlist that nobody makes',
      (d) => delete d.tracks[0].screening,
      ['SCREENING_MISSING tracks[0].screening'],
    ],
    [
      'repeats a metric',
      (d) => (d.plan.metrics[1].key = 'events'),
      ['KEY_REPEATED plan.metrics[1].key', 'METRIC_UNKNOWN plan.allocation.columns[1]'],
    ],
    [
      'prints a sum that the rows do not add up to',
      (d) => (d.plan.allocation.sums[0] = 31),
      ['SUMS_WRONG plan.allocation.sums[0]'],
    ],
    [
      'has a row with a number too many',
      (d) => d.plan.allocation.rows[1].quotas.push(1),
      ['ROW_LENGTH plan.allocation.rows[1].quotas'],
    ],
    ['has a sum too few', (d) => d.plan.allocation.sums.pop(), ['ROW_LENGTH plan.allocation.sums']],
    [
      'has two rows for a unit',
      (d) => (d.plan.allocation.rows[1].unit = 'a'),
      ['ROW_REPEATED plan.allocation.rows[1].unit'],
    ],
    [
      'has a column twice',
      (d) => Object.assign(d.plan.allocation, {columns: ['events', 'events'], sums: [30, 5]}),
      ['COLUMN_REPEATED plan.allocation.columns[1]'],
    ],
    [
      'takes reports in a stage of another kind',
      (d) => (d.plan.reports.stage = 'vote'),
      ['STAGE_KIND plan.reports.stage'],
    ],
    ['weighs 99.9999', (d) => (d.rounds[1].components[0].weight = '92.4999'), ['WEIGHTS_NOT_100 rounds[1].components']],
    [
      'weighs 0.1 and 0.2 and 99.7',
      (d) =>
        (d.rounds[0].components = [
          ...[0, 1].map((i) => ({...d.rounds[0].components[0], key: ['vote', 'b'][i], weight: ['0.1', '0.2'][i]})),
          {...d.rounds[0].components[1], weight: '99.7'},
        ]),
      [],
    ],
    [
      'repeats a component',
      (d) => (d.rounds[0].components[1].key = 'vote'),
      ['KEY_REPEATED rounds[0].components[1].key', 'COMPONENT_UNKNOWN rounds[0].ties[0].component'],
    ],
    [
      'has a round of a track that is none',
      (d) => (d.rounds[1].track = 'dance'),
      ['TRACK_UNKNOWN rounds[1].track', 'CUT_CHAIN rounds[1].entries.round'],
    ],
    ['has a round in a stage that is none', (d) => (d.rounds[1].stage = 'x'), ['STAGE_UNKNOWN rounds[1].stage']],
    [
      'converts by a table that is not there',
      (d) => (d.rounds[0].components[0].convert = {method: 'RANK_TABLE'}),
      ['RANK_TABLE_MISSING rounds[0].components[0].convert.table'],
    ],
    [
      'gives a later place more points',
      (d) => (d.rounds[0].components[0].convert = {method: 'RANK_TABLE', table: [12, 8, '8.5']}),
      ['RANK_TABLE_ORDER rounds[0].components[0].convert.table[2]'],
    ],
    [
      'has a table that its method ignores',
      (d) => (d.rounds[0].components[0].convert.table = [1]),
      ['RANK_TABLE_UNUSED rounds[0].components[0].convert.table'],
    ],
    [
      'trims all sheets away',
      (d) => (d.rounds[0].components[1].judges = {atLeast: 4, trim: 2}),
      ['TRIM_TOO_MANY rounds[0].components[1].judges.trim'],
    ],
    ['trims to one sheet', (d) => (d.rounds[0].components[1].judges = {atLeast: 5, trim: 2}), []],
    [
      'scores up to nothing',
      (d) => (d.rounds[0].components[1].criteria[0].most = 0),
      ['MOST_ZERO rounds[0].components[1].criteria[0].most'],
    ],
    ['votes although votes are off', (d) => (d.policies.votes = 'OFF'), ['VOTES_OFF rounds[0].ballot']],
    ['counts votes that nobody can cast', (d) => delete d.rounds[0].ballot, ['BALLOT_MISSING rounds[0]']],
    [
      'takes votes that nothing counts',
      (d) => (d.rounds[0].components = [{...d.rounds[0].components[1], weight: 100}]),
      [
        'BALLOT_UNUSED rounds[0].ballot',
        'COMPONENT_UNKNOWN rounds[1].components[1].carry.component',
        'COMPONENT_UNKNOWN awards[1].by.component',
      ],
    ],
    ['sets no limit on voters', (d) => delete d.rounds[0].ballot.perDay, ['BALLOT_LIMITS rounds[0].ballot']],
    [
      'wants more marks than are allowed',
      (d) => (d.rounds[0].ballot.marks = {atLeast: 11, atMost: 12}),
      ['BALLOT_LIMITS rounds[0].ballot.marks'],
    ],
    [
      'wants at least more than at most',
      (d) => (d.rounds[0].ballot.marks = {atLeast: 3, atMost: 2}),
      ['BALLOT_LIMITS rounds[0].ballot.marks'],
    ],
    [
      'allows fewer a round than a day',
      (d) => (d.rounds[0].ballot.perRound = 9),
      ['BALLOT_LIMITS rounds[0].ballot.perRound'],
    ],
    [
      'gives one entry more votes a day than there are',
      (d) => (d.rounds[0].ballot.perEntryPerDay = 11),
      ['BALLOT_LIMITS rounds[0].ballot.perEntryPerDay'],
    ],
    [
      'gives one entry fewer votes a round than a day',
      (d) => Object.assign(d.rounds[0].ballot, {perEntryPerDay: 3, perEntryPerRound: 2}),
      ['BALLOT_LIMITS rounds[0].ballot.perEntryPerRound'],
    ],
    [
      'gives one entry more votes a round than there are',
      (d) => Object.assign(d.rounds[0].ballot, {perRound: 20, perEntryPerRound: 21}),
      ['BALLOT_LIMITS rounds[0].ballot.perEntryPerRound'],
    ],
    [
      'takes fewer ballots a round than a day',
      (d) => Object.assign(d.rounds[0].ballot, {ballotsPerDay: 3, ballotsPerRound: 2}),
      ['BALLOT_LIMITS rounds[0].ballot.ballotsPerRound'],
    ],
    [
      'takes more ballots a day than its votes are enough for',
      (d) => Object.assign(d.rounds[0].ballot, {ballotsPerDay: 4, marks: {atLeast: 3, atMost: 5}}),
      ['BALLOT_LIMITS rounds[0].ballot.ballotsPerDay'],
    ],
    [
      'limits ballots alone, and not what is on them',
      (d) => delete Object.assign(d.rounds[0].ballot, {perDay: undefined, ballotsPerDay: 1}).marks,
      ['BALLOT_LIMITS rounds[0].ballot'],
    ],
    [
      'limits ballots, and says how many entries they name',
      (d) => Object.assign(d.rounds[0].ballot, {perDay: undefined, ballotsPerDay: 1}),
      [],
    ],
    [
      'gives a rolling allowance alone',
      (d) => Object.assign(d.rounds[0].ballot, {perDay: undefined, rolling: {marks: 5, hours: 24}}),
      [],
    ],
    [
      'wants more on a ballot than the rolling allowance has',
      (d) => Object.assign(d.rounds[0].ballot, {rolling: {marks: 2, hours: 24}, marks: {atLeast: 3, atMost: 3}}),
      ['BALLOT_LIMITS rounds[0].ballot.marks'],
    ],
    [
      'gives fewer votes a round than in a few hours',
      (d) => Object.assign(d.rounds[0].ballot, {perDay: undefined, perRound: 5, rolling: {marks: 6, hours: 24}}),
      ['BALLOT_LIMITS rounds[0].ballot.perRound'],
    ],
    [
      'delays its counts, and does not say how long',
      (d) => (d.rounds[0].ballot.visibility = 'DELAYED'),
      ['DELAY_MISSING rounds[0].ballot.visibility'],
    ],
    [
      'delays its counts by so many minutes',
      (d) => Object.assign(d.rounds[0].ballot, {visibility: 'DELAYED', delayMinutes: 30}),
      [],
    ],
    [
      'shows its counts at once, with a delay',
      (d) => (d.rounds[0].ballot.delayMinutes = 30),
      ['DELAY_UNUSED rounds[0].ballot.delayMinutes'],
    ],
    [
      'converts by constituencies that there are not',
      (d) => (d.rounds[0].components[0].convert.perGroup = 'AVERAGE'),
      ['BALLOT_GROUPS_MISSING rounds[0].components[0].convert.perGroup'],
    ],
    [
      'excludes the own one of constituencies that there are not',
      (d) => (d.rounds[0].ballot.ownGroupExcluded = true),
      ['BALLOT_GROUPS_MISSING rounds[0].ballot.ownGroupExcluded'],
    ],
    [
      'has constituencies and makes nothing of them',
      (d) => (d.rounds[0].ballot.groups = 'UNITS_BELOW_OWNER'),
      ['BALLOT_GROUPS_UNUSED rounds[0].ballot.groups'],
    ],
    [
      'has constituencies for voters who have no unit',
      (d) =>
        Object.assign(d.rounds[0].ballot, {
          ...{groups: 'UNITS_BELOW_OWNER', ownGroupExcluded: true},
          voters: ['ACCOUNT', 'OPENID'],
        }),
      ['BALLOT_GROUPS_VOTERS rounds[0].ballot.voters[1]'],
    ],
    [
      'counts a unit in two constituencies, and has one of them twice',
      (d) => {
        const group = (key: string, ...units: string[]) => ({key, name: key, units});
        d.rounds[0].ballot.groups = [group('a', 'x', 'y'), group('b', 'z'), group('b', 'w', 'x')];
        d.rounds[0].components[0].convert.perGroup = 'SUM';
      },
      ['KEY_REPEATED rounds[0].ballot.groups[2].key', 'BALLOT_GROUP_TWICE rounds[0].ballot.groups[2].units[1]'],
    ],
    [
      'puts fresh identities aside, and calls none fresh',
      (d) => Object.assign(d.rounds[0].ballot, {voters: ['PARTNER_APP'], integrity: {hold: ['FRESH'], freshDays: 0}}),
      ['INTEGRITY_FRESH_OFF rounds[0].ballot.integrity.freshDays'],
    ],
    [
      'puts aside by signals that its voters can not give, and by one of them twice',
      (d) => Object.assign(d.rounds[0].ballot, {voters: ['ACCOUNT'], integrity: {hold: ['APP', 'FRESH', 'APP']}}),
      [
        'VALUE_REPEATED rounds[0].ballot.integrity.hold[2]',
        'INTEGRITY_BLIND rounds[0].ballot.integrity.hold[1]',
        'INTEGRITY_BLIND rounds[0].ballot.integrity.hold[0]',
      ],
    ],
    [
      'puts aside by signals that its voters give, and calls none fresh where nothing is put aside for it',
      (d) =>
        Object.assign(d.rounds[0].ballot, {
          ...{voters: ['OPENID', 'PARTNER_APP'], integrity: {hold: ['APP', 'DEVICE'], freshDays: 0}},
        }),
      [],
    ],
    [
      'takes more ballots of an identity than of its app',
      (d) => (d.rounds[0].ballot.integrity = {perMinute: {identity: 20, device: 5, app: 10}}),
      ['INTEGRITY_PACE rounds[0].ballot.integrity.perMinute.identity'],
    ],
    [
      'votes in a stage of another kind',
      (d) => (d.rounds[0].ballot.stage = 'intake'),
      ['STAGE_KIND rounds[0].ballot.stage', 'FREEZE_OUTSIDE rounds[0].ballot.freezeAt'],
    ],
    [
      'freezes before the vote',
      (d) => (d.rounds[0].ballot.freezeAt = '2024-06-30T23:59'),
      ['FREEZE_OUTSIDE rounds[0].ballot.freezeAt'],
    ],
    [
      'freezes after the vote',
      (d) => (d.rounds[0].ballot.freezeAt = '2024-07-10T18:01'),
      ['FREEZE_OUTSIDE rounds[0].ballot.freezeAt'],
    ],
    ['leaves a tie at an exact cut open', (d) => d.rounds[0].ties.pop(), ['TIES_UNDECIDED rounds[0].ties']],
    [
      'carries in from a round that is none',
      (d) => (d.rounds[1].components[1].round = 'first'),
      ['ROUND_UNKNOWN rounds[1].components[1].round'],
    ],
    [
      'carries in from itself',
      (d) => (d.rounds[1].components[1].round = 'final'),
      ['CARRY_NOT_EARLIER rounds[1].components[1].round', 'COMPONENT_UNKNOWN rounds[1].components[1].carry.component'],
    ],
    [
      'carries in a component that is none',
      (d) => (d.rounds[1].components[1].carry.component = 'votes'),
      ['COMPONENT_UNKNOWN rounds[1].components[1].carry.component'],
    ],
    [
      'goes round in circles',
      (d) => Object.assign(d.rounds[0], {entries: {round: 'final'}, cut: {to: 30, mode: 'EXACTLY', next: 'final'}}),
      ['ROUND_CYCLE rounds[0].entries.round', 'ROUND_CYCLE rounds[1].entries.round'],
    ],
    [
      'cuts into a round that does not ask for it',
      (d) => (d.rounds[1].entries = {shortlist: true}),
      ['CUT_CHAIN rounds[0].cut.next', 'CARRY_NOT_EARLIER rounds[1].components[1].round'],
    ],
    [
      'lets more advance directly than advance at all',
      (d) => (d.rounds[0].cut.direct = {component: 'vote', first: 31}),
      ['CUT_DIRECT_OVER rounds[0].cut.direct.first'],
    ],
    [
      'lets advance directly by what it does not score',
      (d) => (d.rounds[0].cut.direct = {component: 'quiz', first: 3}),
      ['COMPONENT_UNKNOWN rounds[0].cut.direct.component'],
    ],
    ['lets the first by votes advance directly', (d) => (d.rounds[0].cut.direct = {component: 'vote', first: 30}), []],
    [
      'asks for the constituencies of votes that were held elsewhere',
      (d) =>
        Object.assign(d.rounds[0].components[1], {
          ...{from: 'EXTERNAL', criteria: undefined, judges: undefined},
          convert: {method: 'SHARE_OF_ALL', perGroup: 'SUM'},
        }),
      ['CONVERSION_GROUPS rounds[0].components[1].convert.perGroup'],
    ],
    ['cuts to more than enter', (d) => (d.rounds[1].cut = {to: 31, mode: 'AT_MOST'}), ['CUT_CHAIN rounds[1].cut.to']],
    [
      'cuts into nothing',
      (d) => (d.rounds[0].cut.next = 'grand'),
      ['ROUND_UNKNOWN rounds[0].cut.next', 'CUT_CHAIN rounds[1].entries.round'],
    ],
    ['awards by a round that is none', (d) => (d.awards[0].by.round = 'x'), ['ROUND_UNKNOWN awards[0].by.round']],
    [
      'awards by a component that is none',
      (d) => (d.awards[1].by.component = 'x'),
      ['COMPONENT_UNKNOWN awards[1].by.component'],
    ],
    ['awards after an award that comes later', (d) => d.awards.reverse(), ['AWARD_ORDER awards[0].by.after']],
    ['awards after an award that is none', (d) => (d.awards[1].by.after = 'x'), ['AWARD_UNKNOWN awards[1].by.after']],
  ];

  it.each(cases)('%s', (_, change, expected) => {
    const definition = base();
    change(definition);
    expect(problemsOf(definition).sort()).toEqual([...expected].sort());
    expect(() => problemsOf(definition, ['rounds', 'plan'])).not.toThrow();
  });

  it('is still looked at where its shape is right, when another section is misshapen', () => {
    const definition: Loose = base();
    definition.rounds = 'none';
    definition.plan.allocation.sums[0] = 1;
    expect(problemsOf(definition, ['rounds'])).toEqual(['SUMS_WRONG plan.allocation.sums[0]']);
  });
});
