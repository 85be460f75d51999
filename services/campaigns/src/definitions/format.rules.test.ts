import {smallDefinition} from '../../testing/small-definition.js';
import {definitionProblems} from './definition.rules.js';
import {isDefinition} from './definition.shape.js';
import {pathText} from './problem.js';

// a test rewrites any part of a definition, also into what its type forbids
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
type Loose = any;

const above = () => {
  const file = smallDefinition();
  file.campaign.key = 'above';
  return file;
};

function problemsAfter(change: (d: Loose) => unknown): string[] {
  const definition = smallDefinition();
  change(definition);
  return definitionProblems(definition, new Set(), new Map([['above', above()]]))
    .map(({code, path}) => `${code} ${pathText(path)}`)
    .sort();
}

const under = (d: Loose, parent: object = {}) => (d.campaign.parents = [{campaign: 'above', ...parent}]);
const family = (key: string, name = 'Prizes') => ({family: {key, name}});

type Case = [string, (d: Loose) => unknown, string[]];

describe('the calendar of a definition', () => {
  const cases: Case[] = [
    [
      'may write months, thirds, TBA and 24:00',
      (d) => Object.assign(d.stages[0], {from: '2024-06', until: '2024-06-late'}),
      [],
    ],
    ['names a 13th month', (d) => (d.stages[0].from = '2024-13'), ['DATE_UNREAL stages[0].from']],
    [
      'names a duty by the 31st of April',
      (d) => (d.tracks[0].duties = [{key: 'a', name: 'A', by: '2024-04-31'}]),
      ['DATE_UNREAL tracks[0].duties[0].by'],
    ],
    [
      'ends in a month before the one it begins in',
      (d) => Object.assign(d.stages[0], {from: '2024-06', until: '2024-05-late'}),
      ['WINDOW_REVERSED stages[0].until'],
    ],
    ['begins and ends in one month', (d) => Object.assign(d.stages[0], {from: '2024-06', until: '2024-06'}), []],
    [
      'repeats a date',
      (d) => (d.dates = [1, 2].map(() => ({key: 'a', name: 'A', kind: 'OTHER', at: 'TBA'}))),
      ['KEY_REPEATED dates[1].key'],
    ],
    [
      'has a date of a track that is none',
      (d) => (d.dates = [{key: 'a', name: 'A', kind: 'WORKS', at: 'TBA', track: 'x'}]),
      ['TRACK_UNKNOWN dates[0].track'],
    ],
    ['has a stage of a track that is none', (d) => (d.stages[2].tracks = ['x']), ['TRACK_UNKNOWN stages[2].tracks[0]']],
    [
      'takes the works of a track in during the stage of another',
      (d) => {
        d.tracks.push({...d.tracks[0], key: 'dance'});
        d.stages[0].tracks = ['dance'];
      },
      ['STAGE_NOT_OF_TRACK tracks[0].intake'],
    ],
    ['hangs a date on one that exists', (d) => (d.tracks[0].deadline = {days: 5, after: {stage: 'intake'}}), []],
    [
      'hangs a date on nothing',
      (d) => (d.tracks[0].deadline = {days: 5, after: {}}),
      ['AFTER_UNCLEAR tracks[0].deadline.after'],
    ],
    [
      'hangs a date on two things',
      (d) => (d.tracks[0].deadline = {days: 5, after: {stage: 'intake', track: 'song'}}),
      ['AFTER_UNCLEAR tracks[0].deadline.after'],
    ],
    [
      'hangs a date on the beginning of a track',
      (d) =>
        (d.tracks[0].onward = [
          {key: 'a', name: 'A', kind: 'BOOKLET', by: {days: 5, after: {track: 'song', edge: 'FROM'}}},
        ]),
      ['AFTER_UNCLEAR tracks[0].onward[0].by.after'],
    ],
    [
      'hangs a date on a stage that is none',
      (d) => (d.tracks[0].deadline = {days: 5, after: {stage: 'x'}}),
      ['STAGE_UNKNOWN tracks[0].deadline.after.stage'],
    ],
    [
      'hangs a date on the end of a stage that nobody wrote',
      (d) => {
        delete d.stages[1].until;
        d.stages[0].until = {days: 5, after: {stage: 'vote'}};
      },
      ['AFTER_DATELESS stages[0].until.after'],
    ],
    [
      'hangs a date on itself',
      (d) => (d.stages[0].until = {days: 0, after: {stage: 'intake'}}),
      ['AFTER_RING stages[0].until.after'],
    ],
    [
      'hangs two dates on each other',
      (d) => {
        d.tracks[0].deadline = {days: 5, after: {stage: 'intake'}};
        d.stages[0].until = {days: -5, after: {track: 'song'}};
      },
      ['AFTER_RING stages[0].until.after', 'AFTER_RING tracks[0].deadline.after'],
    ],
    [
      'hangs a date on the campaign above',
      (d) => {
        under(d);
        d.tracks[0].deadline = {days: -5, after: {campaign: 'above', stage: 'intake'}};
      },
      [],
    ],
    [
      'hangs a date on a campaign that is not above',
      (d) => (d.tracks[0].deadline = {days: -5, after: {campaign: 'above', stage: 'intake'}}),
      ['PARENT_UNKNOWN tracks[0].deadline.after.campaign'],
    ],
    [
      'hangs a date on what the campaign above does not have',
      (d) => {
        under(d);
        d.tracks[0].deadline = {days: -5, after: {campaign: 'above', date: 'x'}};
      },
      ['DATE_UNKNOWN tracks[0].deadline.after.date'],
    ],
  ];
  it.each(cases)('%s', (_, change, expected) => expect(problemsAfter(change)).toEqual([...expected].sort()));
});

describe('the campaigns above', () => {
  const cases: Case[] = [
    ['may be one that is applied', (d) => under(d), []],
    [
      'must be applied',
      (d) => (d.campaign.parents = [{campaign: 'x'}]),
      ['PARENT_UNKNOWN campaign.parents[0].campaign'],
    ],
    [
      'can not be itself',
      (d) => (d.campaign.parents = [{campaign: 'c'}]),
      ['PARENT_RING campaign.parents[0].campaign'],
    ],
    [
      'stand there once',
      (d) => (d.campaign.parents = [{campaign: 'above'}, {campaign: 'above'}]),
      ['LINE_REPEATED campaign.parents[1].campaign'],
    ],
    [
      'have the tracks that ours lead to',
      (d) => under(d, {tracks: [{track: 'song', to: 'dance'}]}),
      ['TRACK_UNKNOWN campaign.parents[0].tracks[0].to'],
    ],
    [
      'get no tracks that we don’t have',
      (d) => under(d, {tracks: [{track: 'dance', to: 'song'}]}),
      ['TRACK_UNKNOWN campaign.parents[0].tracks[0].track'],
    ],
    ['may have no match for a track', (d) => under(d, {tracks: [{track: 'song', to: null}]}), []],
    [
      'have a track mapped once',
      (d) =>
        under(d, {
          tracks: [
            {track: 'song', to: null},
            {track: 'song', to: 'song'},
          ],
        }),
      ['LINE_REPEATED campaign.parents[0].tracks[1].track'],
    ],
    [
      'have the metrics that ours count towards',
      (d) => under(d, {metrics: [{metric: 'events', to: 'x'}]}),
      ['METRIC_UNKNOWN campaign.parents[0].metrics[0].to'],
    ],
    [
      'give a section once',
      (d) => under(d, {inherit: [{section: 'classes'}, {section: 'classes'}]}),
      ['LINE_REPEATED campaign.parents[0].inherit[1].section'],
    ],
    [
      'give by only or by except',
      (d) => under(d, {inherit: [{section: 'classes', only: [], except: []}]}),
      ['INHERIT_BOTH campaign.parents[0].inherit[0].except'],
    ],
    [
      'are one that gives',
      (d) => (d.campaign.parents = ['above', 'x'].map((campaign) => ({campaign, inherit: [{section: 'classes'}]}))),
      ['INHERIT_TWICE campaign.parents[1].inherit', 'PARENT_UNKNOWN campaign.parents[1].campaign'],
    ],
    [
      'take recommendations',
      (d) => (under(d), (d.tracks[0].onward = [{key: 'a', name: 'A', kind: 'RECOMMENDATION'}])),
      [],
    ],
    [
      'must be there for a recommendation',
      (d) => (d.tracks[0].onward = [{key: 'a', name: 'A', kind: 'RECOMMENDATION'}]),
      ['ONWARD_NOWHERE tracks[0].onward[0]'],
    ],
    [
      'take no recommendation of a track without a match',
      (d) => {
        under(d, {tracks: [{track: 'song', to: null}]});
        d.tracks[0].onward = [{key: 'a', name: 'A', kind: 'RECOMMENDATION', campaign: 'above'}];
      },
      ['ONWARD_NOWHERE tracks[0].onward[0]'],
    ],
    [
      'are those a recommendation may name',
      (d) => (d.tracks[0].onward = [{key: 'a', name: 'A', kind: 'SELECTION', campaign: 'above'}]),
      ['PARENT_UNKNOWN tracks[0].onward[0].campaign'],
    ],
  ];
  it.each(cases)('%s', (_, change, expected) => expect(problemsAfter(change)).toEqual([...expected].sort()));
});

describe('notice and policies', () => {
  const annex = {key: 'table', name: 'Table', pending: true};
  const cases: Case[] = [
    [
      'hold what exists',
      (d) => (d.notice = {annexes: [{...annex, holds: {stages: ['vote'], tracks: ['song'], plan: true}}]}),
      [],
    ],
    [
      'hold a stage that is none',
      (d) => (d.notice = {annexes: [{...annex, holds: {stages: ['x']}}]}),
      ['STAGE_UNKNOWN notice.annexes[0].holds.stages[0]'],
    ],
    [
      'hold a track that is none',
      (d) => (d.notice = {annexes: [{...annex, holds: {tracks: ['x']}}]}),
      ['TRACK_UNKNOWN notice.annexes[0].holds.tracks[0]'],
    ],
    [
      'hold a plan that is none',
      (d) => (delete d.plan, (d.notice = {annexes: [{...annex, holds: {plan: true}}]})),
      ['PLAN_MISSING notice.annexes[0].holds.plan'],
    ],
    ['name an annex twice', (d) => (d.notice = {annexes: [annex, annex]}), ['KEY_REPEATED notice.annexes[1].key']],
    ['are signed by the sponsors', (d) => (d.notice = {countersign: true}), []],
    [
      'are to be signed by nobody',
      (d) => ((d.campaign.hosting[0].role = 'GUIDING'), (d.notice = {countersign: true})),
      ['SIGNATORIES_MISSING notice.countersign'],
    ],
    ['name an issuing body twice', (d) => (d.notice = {bodies: ['a', 'a']}), ['VALUE_REPEATED notice.bodies[1]']],
    [
      'settle a point twice',
      (d) => (d.rulings = ['a', 'a'].map((on) => ({on, ruling: 'x'}))),
      ['VALUE_REPEATED rulings[1].on'],
    ],
    ['limit votes without a word', (d) => (d.policies.votes = 'LIMITED'), ['LIMITS_UNSAID policies.votes']],
    ['limit votes in words', (d) => Object.assign(d.policies, {votes: 'LIMITED', limits: ['Once a day']}), []],
    [
      'remind at no time',
      (d) => (d.policies.reminders = {perUnitPerWeek: 1, from: '18:00'}),
      ['WINDOW_REVERSED policies.reminders'],
    ],
  ];
  it.each(cases)('%s', (_, change, expected) => expect(problemsAfter(change)).toEqual([...expected].sort()));
});

describe('tracks, rule sets and classes', () => {
  const contact = {key: 'contact', name: 'Contact', required: true};
  const cases: Case[] = [
    [
      'take over a rule set',
      (d) => ((d.ruleSets = [{key: 'common', name: 'C', fields: [contact]}]), (d.tracks[0].rules = ['common'])),
      [],
    ],
    ['take over a rule set that is none', (d) => (d.tracks[0].rules = ['x']), ['RULE_SET_UNKNOWN tracks[0].rules[0]']],
    [
      'take over what they ask themselves',
      (d) => (
        (d.ruleSets = [{key: 'common', name: 'C', assets: d.tracks[0].assets}]),
        (d.tracks[0].rules = ['common'])
      ),
      ['RULE_CLASH tracks[0].rules[0]'],
    ],
    [
      'take over one field from two rule sets',
      (d) => (
        (d.ruleSets = ['a', 'b'].map((key) => ({key, name: key, fields: [contact]}))),
        (d.tracks[0].rules = ['a', 'b'])
      ),
      ['RULE_CLASH tracks[0].rules[1]'],
    ],
    [
      'take over a rule set twice',
      (d) => ((d.ruleSets = [{key: 'a', name: 'A', fields: [contact]}]), (d.tracks[0].rules = ['a', 'a'])),
      ['VALUE_REPEATED tracks[0].rules[1]'],
    ],
    [
      'want audio as a PDF in a rule set',
      (d) => (d.ruleSets = [{key: 'a', name: 'A', assets: [{...d.tracks[0].assets[0], types: ['pdf']}]}]),
      ['ASSET_TYPE ruleSets[0].assets[0].types[0]'],
    ],
    [
      'bound a size twice',
      (d) => (d.tracks[0].assets[0].size = {most: 1, below: 2}),
      ['BOUND_UNCLEAR tracks[0].assets[0].size'],
    ],
    [
      'bound a duration by nothing',
      (d) => (d.tracks[0].assets[0].duration = {}),
      ['BOUND_UNCLEAR tracks[0].assets[0].duration'],
    ],
    [
      'bound the shape of a sound',
      (d) => (d.tracks[0].assets[0].aspect = {width: 1, height: 1, tolerance: 0}),
      ['RULE_UNUSED tracks[0].assets[0].aspect'],
    ],
    [
      'offer a choice twice',
      (d) => (d.tracks[0].fields = [{...contact, choices: ['a', 'a']}]),
      ['VALUE_REPEATED tracks[0].fields[0].choices[1]'],
    ],
    [
      'bound the length of a choice',
      (d) => (d.tracks[0].fields = [{...contact, choices: ['a'], maxCharacters: 5}]),
      ['LENGTH_UNUSED tracks[0].fields[0].maxCharacters'],
    ],
    [
      'have a host twice in one role',
      (d) => (d.tracks[0].hosting = [{role: 'ORGANISING', organisations: ['a', 'b', 'a']}]),
      ['HOST_REPEATED tracks[0].hosting[0].organisations[2]'],
    ],
    [
      'have a host in two roles',
      (d) => (d.tracks[0].hosting = ['ORGANISING', 'ASSISTING'].map((role) => ({role, organisations: ['a']}))),
      [],
    ],
    [
      'are judged by an annex that is none',
      (d) => (d.tracks[0].standard = {title: 'S', annex: 'x'}),
      ['ANNEX_UNKNOWN tracks[0].standard.annex'],
    ],
    [
      'repeat a duty',
      (d) =>
        (d.tracks[0].duties = [
          {key: 'a', name: 'A'},
          {key: 'a', name: 'B'},
        ]),
      ['KEY_REPEATED tracks[0].duties[1].key'],
    ],
    [
      'put the class of all units first',
      (d) => d.classes.unshift({key: 'all', name: 'All'}),
      ['CLASS_SHADOWED classes[1].key', 'CLASS_SHADOWED classes[2].key'],
    ],
    ['put the class of all units last', (d) => d.classes.push({key: 'all', name: 'All'}), []],
  ];
  it.each(cases)('%s', (_, change, expected) => expect(problemsAfter(change)).toEqual([...expected].sort()));
});

describe('plan, rounds and awards', () => {
  const floor = {key: 'f', name: 'F', metric: 'events', atLeast: 3, units: {}, basis: 'EACH'};
  const cases: Case[] = [
    [
      'count either of two sides',
      (d) =>
        (d.plan.metrics[0].count = {
          either: [
            {key: 'a', name: 'A', count: {distinct: 'enterprise'}},
            {key: 'b', name: 'B', count: {each: 'report'}},
          ],
          rule: 'SUM',
        }),
      [],
    ],
    [
      'count a side twice',
      (d) =>
        (d.plan.metrics[0].count = {
          either: [1, 2].map(() => ({key: 'a', name: 'A', count: {each: 'report'}})),
          rule: 'SUM',
        }),
      ['KEY_REPEATED plan.metrics[0].count.either[1].key'],
    ],
    ['set a floor', (d) => (d.plan.floors = [floor]), []],
    ['set a floor twice', (d) => (d.plan.floors = [floor, floor]), ['KEY_REPEATED plan.floors[1].key']],
    [
      'set a floor of a metric that is none',
      (d) => (d.plan.floors = [{...floor, metric: 'x'}]),
      ['METRIC_UNKNOWN plan.floors[0].metric'],
    ],
    [
      'set a floor of nothing',
      (d) => (d.plan.floors = [{...floor, atLeast: 0}]),
      ['FLOOR_ZERO plan.floors[0].atLeast'],
    ],
    [
      'set a floor below what is to stay low',
      (d) => ((d.plan.metrics[0].direction = 'AT_MOST'), (d.plan.floors = [floor])),
      ['FLOOR_DIRECTION plan.floors[0].metric'],
    ],
    [
      'put a unit with a row into a bucket',
      (d) => (d.plan.allocation.rows[1] = {bucket: 'rest', name: 'Rest', members: ['a'], quotas: [20, null]}),
      ['ROW_REPEATED plan.allocation.rows[1].members[0]'],
    ],
    [
      'repeat a topic',
      (d) =>
        (d.plan.reports.topics = [
          {key: 'a', name: 'A'},
          {key: 'a', name: 'A'},
        ]),
      ['KEY_REPEATED plan.reports.topics[1].key'],
    ],
    ['leave a weight open', (d) => (d.rounds[0].components[0].weight = 'TBA'), []],
    [
      'leave a weight open beside more than 100',
      (d) => Object.assign(d.rounds[0].components[0], {weight: 'TBA'}) && (d.rounds[0].components[1].weight = '100.1'),
      ['WEIGHTS_NOT_100 rounds[0].components'],
    ],
    [
      'ask after the lot',
      (d) => (d.rounds[0].ties = ['LOT', 'SUBMITTED_EARLIER']),
      ['TIE_UNREACHED rounds[0].ties[1]'],
    ],
    [
      'ask for the same twice',
      (d) => (d.rounds[0].ties = [{component: 'judges'}, {component: 'judges'}, 'LOT']),
      ['TIE_UNREACHED rounds[0].ties[1]'],
    ],
    ['award 30 % of the entries', (d) => d.awards.push({key: 'x', name: 'X', to: 'ENTRY', share: '30'}), []],
    [
      'award more than 30 % of the entries',
      (d) => d.awards.push({key: 'x', name: 'X', to: 'ENTRY', share: '30.0001'}),
      ['AWARD_SHARE awards[2].share'],
    ],
    [
      'award more than 30 % of the entries in a family',
      (d) => d.awards.push(...['a', 'b'].map((key) => ({key, name: key, to: 'ENTRY', share: 16, ...family('p')}))),
      ['AWARD_SHARE awards[3].family'],
    ],
    ['count exactly and at most', (d) => (d.awards[0].atMost = 12), ['AWARD_NUMBER awards[0].count']],
    ['fix a number that is fixed', (d) => (d.awards[0].fixBefore = 'vote'), ['AWARD_NUMBER awards[0].fixBefore']],
    [
      'fix a number before a stage that is none',
      (d) => d.awards.push({key: 'x', name: 'X', to: 'ENTRY', fixBefore: 'x'}),
      ['STAGE_UNKNOWN awards[2].fixBefore'],
    ],
    [
      'award a track that is none',
      (d) => (d.awards[0].tracks = ['x']),
      ['AWARD_TRACK awards[0].by.round', 'TRACK_UNKNOWN awards[0].tracks[0]'],
    ],
    ['award units by votes', (d) => (d.awards[1].to = 'UNIT'), ['AWARD_UNIT_RANKED awards[1].by']],
    [
      'build a pyramid',
      (d) =>
        (d.awards = [3, 5, 10].map((count, i) => ({
          key: `p${i}`,
          name: 'P',
          to: 'ENTRY',
          count,
          ...family('p'),
          by: {round: 'final', ...(i > 0 && {after: `p${i - 1}`})},
        }))),
      [],
    ],
    [
      'build a pyramid that stands on its head',
      (d) => (d.awards = [3, 2].map((count, i) => ({key: `p${i}`, name: 'P', to: 'ENTRY', count, ...family('p')}))),
      ['FAMILY_PYRAMID awards[1].count'],
    ],
    [
      'give two prizes of a family for one place',
      (d) =>
        (d.awards = [3, 5].map((count, i) => ({
          key: `p${i}`,
          name: 'P',
          to: 'ENTRY',
          count,
          ...family('p'),
          by: {round: 'final'},
        }))),
      ['FAMILY_OVERLAP awards[1].by'],
    ],
    [
      'call a family by two names',
      (d) =>
        (d.awards = [3, 5].map((count, i) => ({
          key: `p${i}`,
          name: 'P',
          to: 'ENTRY',
          count,
          ...family('p', `Prizes ${i}`),
        }))),
      ['FAMILY_DIFFERS awards[1].family'],
    ],
  ];
  it.each(cases)('%s', (_, change, expected) => expect(problemsAfter(change)).toEqual([...expected].sort()));
});

it('the definitions of these tests have the shape of the format', () => {
  expect(isDefinition(smallDefinition())).toBe(true);
});
