import type {Touched} from '@concours/kernel/impact';
import type {Definition} from '@concours/schema/definition/definition';
import type {TrackDefinition} from '@concours/schema/definition/track';
import type {UnitClass} from '@concours/schema/definition/unit-class';
import {draftProblems, missingFields} from './submission.rules.js';

export interface WorkFacts {
  number: string;
  trackKey: string;
  state: string;
  title: string;
  author: string;
  performers: number;
  entered: readonly {key: string; value: string}[];
  recommendedById: string | null;
  files: readonly {rule: string}[];
}

/** What would be found in a work's files under a track's rules; codes of what is refused, by rule. */
export type JudgeFiles = (work: WorkFacts, track: TrackDefinition) => {rule: string; code: string}[];

/** A unit as what caps are decided by. */
export interface Unit {
  code: string;
  kind: string;
  level: string;
}

/** How many works a unit may put forward in a track. */
export type CapOf = (track: TrackDefinition, classes: readonly UnitClass[], unit: Unit) => {most: number} | null;

/** What another definition would break for works that were handed in under this one. Only what it breaks anew is told. */
export function workImpact(
  before: Definition,
  after: Definition,
  works: readonly WorkFacts[],
  judge: JudgeFiles,
  caps: {capOf: CapOf; units: ReadonlyMap<string, Unit>},
): Touched[] {
  return before.tracks.flatMap((track) => {
    const inTrack = works.filter(({trackKey}) => trackKey === track.key);
    if (inTrack.length === 0) return [];
    const place = `tracks[${track.key}]`;
    const next = after.tracks.find(({key}) => key === track.key);
    if (!next)
      return [
        touched('TRACK_GONE', place, inTrack, (n) => ({
          zh: `该子项目已有 ${n} 件作品，删除后这些作品无处可去。`,
          en: `${n} works are in the track; without it they belong nowhere.`,
        })),
      ];
    return [
      ...brokenWorks(track, next, inTrack, judge),
      ...overCaps({before, after, track, next}, inTrack, caps),
      ...overShortlist(next, inTrack),
    ];
  });
}

function brokenWorks(
  track: TrackDefinition,
  next: TrackDefinition,
  works: readonly WorkFacts[],
  judge: JudgeFiles,
): Touched[] {
  const groups = new Map<string, {code: string; place: string; works: WorkFacts[]}>();
  for (const work of works) {
    const known = new Set(faultsOf(work, track, judge).map(({code, place}) => `${code} ${place}`));
    for (const {code, place} of faultsOf(work, next, judge)) {
      const id = `${code} ${place}`;
      if (known.has(id)) continue;
      const group = groups.get(id) ?? {code, place, works: []};
      groups.set(id, {...group, works: [...group.works, work]});
      known.add(id);
    }
  }
  return [...groups.values()].map((group) =>
    touched(group.code, `tracks[${track.key}].${group.place}`, group.works, (n) => ({
      zh: `已报送的 ${n} 件作品将不符合新规则。`,
      en: `${n} works that were handed in would be against the new rule.`,
    })),
  );
}

/** Personal fields lie sealed: whether they are filled in is not looked at. */
function faultsOf(work: WorkFacts, track: TrackDefinition, judge: JudgeFiles): {code: string; place: string}[] {
  const personal = new Set((track.fields ?? []).filter((rule) => rule.personal).map(({key}) => key));
  const assets = track.assets ?? [];
  const given = new Set(work.files.map(({rule}) => rule));
  return [
    ...draftProblems(track, {...work, fields: work.entered}).map(({field}) => ({
      code: 'FIELD_BROKEN',
      place: field === 'performers' ? 'soloOnly' : `fields[${field}]`,
    })),
    ...missingFields(track, work.entered)
      .filter(({key}) => !personal.has(key))
      .map(({key}) => ({code: 'FIELD_MISSING', place: `fields[${key}]`})),
    ...assets
      .filter(({key, required}) => required && !given.has(key))
      .map(({key}) => ({code: 'FILE_MISSING', place: `assets[${key}]`})),
    ...[...given]
      .filter((rule) => !assets.some(({key}) => key === rule))
      .map((rule) => ({code: 'FILE_RULE_GONE', place: `assets[${rule}]`})),
    ...judge(work, track).map(({rule, code}) => ({code, place: `assets[${rule}]`})),
  ];
}

const RECOMMENDED = ['RECOMMENDED', 'SHORTLISTED', 'NOT_SHORTLISTED'];

/** Units that have put forward more than they could then. */
function overCaps(
  {before, after, track, next}: {before: Definition; after: Definition; track: TrackDefinition; next: TrackDefinition},
  works: readonly WorkFacts[],
  {capOf, units}: {capOf: CapOf; units: ReadonlyMap<string, Unit>},
): Touched[] {
  const sent = new Map<string, number>();
  for (const {recommendedById, state} of works)
    if (recommendedById !== null && RECOMMENDED.includes(state))
      sent.set(recommendedById, (sent.get(recommendedById) ?? 0) + 1);
  const over = [...sent].flatMap(([id, count]) => {
    const unit = units.get(id);
    if (!unit || !next.recommendation) return [];
    const then = capOf(next, after.classes ?? [], unit)?.most ?? 0;
    const now = capOf(track, before.classes ?? [], unit)?.most ?? 0;
    return count > then && then < now ? [unit.code] : [];
  });
  if (over.length === 0) return [];
  const n = over.length;
  const samples = over.sort();
  return [
    {
      code: 'CAP_EXCEEDED',
      place: `tracks[${track.key}].recommendation.caps`,
      count: n,
      samples,
      text: {zh: `${n} 个单位已推荐的作品多于新名额。`, en: `${n} units have put forward more than the new cap.`},
    },
  ];
}

function overShortlist(next: TrackDefinition, works: readonly WorkFacts[]): Touched[] {
  const chosen = works.filter(({state}) => state === 'SHORTLISTED');
  const most = next.screening?.atMost;
  if (most === undefined || chosen.length <= most) return [];
  return [
    touched('SHORTLIST_EXCEEDED', `tracks[${next.key}].screening.atMost`, chosen, (n) => ({
      zh: `已入围 ${n} 件，多于新的上限 ${most}。`,
      en: `${n} works are on the shortlist, more than the new limit of ${most}.`,
    })),
  ];
}

function touched(
  code: string,
  place: string,
  works: readonly WorkFacts[],
  say: (count: number) => {zh: string; en: string},
): Touched {
  const samples = works.slice(0, 5).map(({number}) => number);
  return {code, place, count: works.length, samples, text: say(works.length)};
}
