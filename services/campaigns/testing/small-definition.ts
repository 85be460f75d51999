import type {DefinitionFile} from '@concours/schema/definition/definition';

/** A small definition without a problem. */
export function smallDefinition(): DefinitionFile {
  return {
    concours: 1,
    campaign: {
      key: 'c',
      title: 'C',
      timezone: 'Asia/Shanghai',
      owner: 'ah',
      hosting: [{role: 'SPONSORING', organisations: ['ah']}],
    },
    policies: {votes: 'ALLOWED', entryRanking: 'SHOWN', publicNotice: {workingDays: 5}},
    classes: [
      {key: 'city', name: 'City', levels: ['CITY']},
      {key: 'member', name: 'Member', kinds: ['COMPANY']},
    ],
    stages: [
      {key: 'intake', name: 'Intake', kind: 'INTAKE', from: '2024-06-01', until: '2024-06-30'},
      {key: 'vote', name: 'Vote', kind: 'VOTE', from: '2024-07-01', until: '2024-07-10T18:00'},
      {key: 'reports', name: 'Reports', kind: 'REPORTING', from: '2024-06-01', until: '2024-06-30'},
    ],
    tracks: [
      {
        key: 'song',
        name: 'Song',
        kind: 'SONG',
        hosting: [],
        intake: 'intake',
        assets: [{key: 'audio', name: 'Audio', role: 'AUDIO', required: true, types: ['mp3']}],
        recommendation: {
          caps: [
            {class: 'city', most: 20},
            {class: 'member', most: 3},
          ],
        },
        screening: {atMost: 300},
      },
    ],
    plan: {
      name: 'Plan',
      root: 'ah',
      metrics: [
        {key: 'events', name: 'Events', unit: 'events', count: {each: 'report'}},
        {key: 'unions', name: 'Unions', unit: 'unions', count: {distinct: 'unit'}},
      ],
      allocation: {
        columns: ['events', 'unions'],
        sums: [30, 5],
        rows: [
          {unit: 'a', quotas: [10, 5]},
          {unit: 'b', quotas: [20, null]},
        ],
      },
      reports: {stage: 'reports', forms: [{key: 'quiz', name: 'Quiz'}]},
    },
    rounds: [
      {
        key: 'semi',
        name: 'Semi',
        track: 'song',
        entries: {shortlist: true},
        stage: 'vote',
        ballot: {
          stage: 'vote',
          perDay: 10,
          marks: {atLeast: 1, atMost: 5},
          visibility: 'LIVE',
          freezeAt: '2024-07-10T12:00',
          voters: ['ACCOUNT'],
        },
        components: [
          {key: 'vote', name: 'Vote', weight: 40, from: 'BALLOT', convert: {method: 'SHARE_OF_LEADER'}},
          {
            key: 'judges',
            name: 'Judges',
            weight: 60,
            from: 'PANEL',
            criteria: [{key: 'all', name: 'All', most: 100}],
            judges: {atLeast: 3, trim: 1},
          },
        ],
        ties: [{component: 'judges'}, 'LOT'],
        cut: {to: 30, mode: 'EXACTLY', next: 'final'},
      },
      {
        key: 'final',
        name: 'Final',
        track: 'song',
        entries: {round: 'semi'},
        stage: 'vote',
        components: [
          {
            key: 'judges',
            name: 'Judges',
            weight: '92.5',
            from: 'PANEL',
            criteria: [{key: 'all', name: 'All', most: 100}],
          },
          {key: 'semi', name: 'Semi', weight: '7.5', from: 'ROUND', round: 'semi', carry: {component: 'vote'}},
        ],
        ties: ['LOT'],
      },
    ],
    awards: [
      {key: 'best', name: 'Best', to: 'ENTRY', count: 10, by: {round: 'final'}},
      {key: 'popular', name: 'Popular', to: 'ENTRY', count: 1, by: {round: 'semi', component: 'vote', after: 'best'}},
    ],
  };
}
