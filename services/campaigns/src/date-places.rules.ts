import type {Definition, DefinitionFile} from '@concours/schema/definition/definition';
import type {TextValue, WhenValue} from '@concours/schema/definition/values';
import type {Edge} from './written-dates.rules.js';

/** Every place of a definition where a date stands, or where one is missing that something waits for. */
export interface DatePlace {
  /** With keys in brackets, as in changes: `stages[intake].until`. */
  place: string;
  edge: Edge;
  when: WhenValue | undefined;
  /** What it is a date of. */
  of: DateOf;
  name: TextValue;
  /** The words of the notice. */
  stated?: string;
  tentative?: boolean;
  /** Of one track alone. */
  track?: string;
  /** What can not open before the date is known. */
  holds: {stages: string[]; tracks: string[]};
}

export type DateOf = 'ISSUE' | 'STAGE' | 'DATE' | 'DEADLINE' | 'FREEZE' | 'TABLE' | 'DUTY' | 'WORK_PLAN' | 'ONWARD';

const nothing = {stages: [], tracks: []};
const BEGINNINGS: readonly string[] = ['EVENT', 'VOTE', 'PUBLICATION', 'OTHER'];

export function datePlaces(file: DefinitionFile): DatePlace[] {
  const {notice, stages, dates = [], tracks, plan, rounds = []} = file;
  return [
    ...(notice ? [issued(notice.issued)] : []),
    ...stages.flatMap(stagePlaces),
    ...dates.map(({key, kind, name, track, at, stated, tentative}): DatePlace => {
      const edge = BEGINNINGS.includes(kind) ? 'START' : 'END';
      return {place: `dates[${key}].at`, edge, when: at, of: 'DATE', name, track, stated, tentative, holds: nothing};
    }),
    ...tracks.flatMap(trackPlaces),
    ...(plan?.reports.table ? [tablePlace(plan.reports.table.by)] : []),
    ...rounds.flatMap(({key, name, ballot}): DatePlace[] => {
      if (ballot?.freezeAt === undefined) return [];
      const holds = {stages: [ballot.stage], tracks: []};
      return [
        {place: `rounds[${key}].ballot.freezeAt`, edge: 'START', when: ballot.freezeAt, of: 'FREEZE', name, holds},
      ];
    }),
  ].filter(({when, of, edge}) => when !== undefined || (of === 'STAGE' && edge === 'START'));
}

const issued = (when: WhenValue | undefined): DatePlace => ({
  ...{place: 'notice.issued', edge: 'START', when, of: 'ISSUE', name: {zh: '活动通知', en: 'The notice'}},
  holds: nothing,
});

const tablePlace = (when: WhenValue): DatePlace => ({
  ...{place: 'plan.reports.table.by', edge: 'END', when, of: 'TABLE', name: {zh: '统计表', en: 'Statistics table'}},
  holds: nothing,
});

function stagePlaces({key, name, from, until, stated, tentative}: DefinitionFile['stages'][number]): DatePlace[] {
  const both = {of: 'STAGE', name, stated, tentative, holds: {stages: [key], tracks: []}} as const;
  return [
    {...both, place: `stages[${key}].from`, edge: 'START', when: from, holds: {stages: [key], tracks: []}},
    {...both, place: `stages[${key}].until`, edge: 'END', when: until, holds: {stages: [key], tracks: []}},
  ];
}

function trackPlaces({key, name, deadline, duties = [], workPlan, onward = []}: DefinitionFile['tracks'][number]) {
  const at = `tracks[${key}]`;
  const by = (place: string, when: WhenValue | undefined, of: DateOf, title: TextValue): DatePlace => ({
    ...{place: `${at}.${place}.by`, edge: 'END', when, of, name: title, track: key, holds: nothing},
  });
  const own: DatePlace = {
    ...{place: `${at}.deadline`, edge: 'END', when: deadline, of: 'DEADLINE', name, track: key},
    holds: {stages: [], tracks: [key]},
  };
  return [
    own,
    ...duties.map((duty) => by(`duties[${duty.key}]`, duty.by, 'DUTY', duty.name)),
    by('workPlan', workPlan?.by, 'WORK_PLAN', name),
    ...onward.map((use) => by(`onward[${use.key}]`, use.by, 'ONWARD', use.name)),
  ];
}

/** The dates of a definition in force, by place. */
export function momentsIn({notice, stages, dates = [], tracks, plan, rounds = []}: Definition): Record<string, string> {
  const all: [string, string | undefined][] = [
    ['notice.issued', notice?.issued],
    ...stages.flatMap(({key, from, until}): [string, string | undefined][] => [
      [`stages[${key}].from`, from],
      [`stages[${key}].until`, until],
    ]),
    ...dates.map(({key, at}): [string, string | undefined] => [`dates[${key}].at`, at]),
    ...tracks.flatMap(({key, deadline, duties = [], workPlan, onward = []}): [string, string | undefined][] => [
      [`tracks[${key}].deadline`, deadline],
      ...duties.map((duty): [string, string | undefined] => [`tracks[${key}].duties[${duty.key}].by`, duty.by]),
      [`tracks[${key}].workPlan.by`, workPlan?.by],
      ...onward.map((use): [string, string | undefined] => [`tracks[${key}].onward[${use.key}].by`, use.by]),
    ]),
    ['plan.reports.table.by', plan?.reports.table?.by],
    ...rounds.map(({key, ballot}): [string, string | undefined] => [
      `rounds[${key}].ballot.freezeAt`,
      ballot?.freezeAt,
    ]),
  ];
  return Object.fromEntries(all.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
