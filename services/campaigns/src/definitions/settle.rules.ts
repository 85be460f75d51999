import type {Definition, DefinitionFile} from '@concours/schema/definition/definition';
import type {ComponentDefinition, RoundFile} from '@concours/schema/definition/round';
import type {StageFile} from '@concours/schema/definition/stage';
import type {TrackFile} from '@concours/schema/definition/track';
import {derive, type Moments} from '../derived-dates.rules.js';
import {datePlaces} from '../date-places.rules.js';
import {writtenMoment} from '../written-dates.rules.js';
import {weightless} from './weights.rules.js';

/**
 * A definition as it is in force, from what is written and what has been settled since: `moments` holds the dates of places that are not
 * exact as written (confirmed by the owner, or following from a parent's), by place.
 */
export function settle(file: DefinitionFile, moments: Moments = {}): Definition {
  const {ruleSets = [], notice, stages, dates, tracks, plan, rounds, awards, ...rest} = file;
  const known = knownMoments(file, moments);
  const open = weightless(rounds ?? []);
  const dated = <T extends object, K extends string>(thing: T, at: string, ...names: K[]) =>
    withMoments(thing, names, (name) => known[`${at}.${name}`]);
  return {
    ...rest,
    ...(notice && {notice: dated(notice, 'notice', 'issued')}),
    stages: stages.map((stage) => firm(dated(stage, `stages[${stage.key}]`, 'from', 'until'), stage, moments)),
    ...(dates && {dates: dates.map((date) => firm(dated(date, `dates[${date.key}]`, 'at'), date, moments))}),
    tracks: tracks.map((track) => {
      const at = `tracks[${track.key}]`;
      const {duties, workPlan, onward, ...settled} = dated(withRules(track, ruleSets), at, 'deadline');
      return {
        ...settled,
        ...(duties && {duties: duties.map((duty) => dated(duty, `${at}.duties[${duty.key}]`, 'by'))}),
        ...(workPlan && {workPlan: dated(workPlan, `${at}.workPlan`, 'by')}),
        ...(onward && {onward: onward.map((use) => dated(use, `${at}.onward[${use.key}]`, 'by'))}),
      };
    }),
    ...(plan && {plan: {...plan, reports: reportsOf(plan.reports, known)}}),
    ...(rounds && {
      rounds: rounds.filter(({key}) => !open.has(key)).map((round) => roundOf(round, known, open)),
    }),
    ...(awards && {awards: decidable(awards, open)}),
  };
}

type DateFile = NonNullable<DefinitionFile['dates']>[number];

/** Everything that is known: what is exact, what has been settled, and what follows from these. */
export function knownMoments(file: DefinitionFile, moments: Moments): Moments {
  const written = datePlaces(file).flatMap(({place, when, edge}) => {
    const moment = writtenMoment(when, edge);
    return moment === undefined ? [] : [[place, moment] as const];
  });
  return {...Object.fromEntries(written), ...derive(file, moments, () => undefined), ...moments};
}

function withMoments<T extends object, K extends string>(
  thing: T,
  names: readonly K[],
  momentOf: (name: K) => string | undefined,
) {
  const settled = names.flatMap((name) => {
    const moment = momentOf(name);
    return moment === undefined ? [] : [[name, moment] as const];
  });
  const rest = Object.fromEntries(Object.entries(thing).filter(([name]) => !names.includes(name as K)));
  return {...rest, ...Object.fromEntries(settled)} as Omit<T, K> & {[P in K]?: string};
}

/** What has been confirmed at all its places may move no more (A37). */
function firm<T extends {tentative?: boolean}>(settled: T, written: StageFile | DateFile, moments: Moments): T {
  if (!settled.tentative) return settled;
  const names =
    'at' in written
      ? [`dates[${written.key}].at`]
      : (['from', 'until'] as const)
          .filter((edge) => written[edge] !== undefined)
          .map((edge) => `stages[${written.key}].${edge}`);
  if (!names.every((name) => moments[name] !== undefined)) return settled;
  const rest = {...settled};
  delete rest.tentative;
  return rest;
}

function withRules({rules = [], ...track}: TrackFile, ruleSets: NonNullable<DefinitionFile['ruleSets']>) {
  const taken = rules.flatMap((key) => ruleSets.filter((set) => set.key === key));
  const fields = [...taken.flatMap((set) => set.fields ?? []), ...(track.fields ?? [])];
  const assets = [...taken.flatMap((set) => set.assets ?? []), ...(track.assets ?? [])];
  return {...track, ...(fields.length > 0 && {fields}), ...(assets.length > 0 && {assets})};
}

function reportsOf({table, ...reports}: NonNullable<DefinitionFile['plan']>['reports'], known: Moments) {
  const by = known['plan.reports.table.by'];
  return {...reports, ...(table && {table: by === undefined ? {} : {by}})};
}

function roundOf({ballot, components, cut, ...round}: RoundFile, known: Moments, open: ReadonlySet<string>) {
  const at = `rounds[${round.key}].ballot`;
  // who goes on is known before the round they go on to is: the link follows with that round's weights
  const {next, ...to} = cut ?? {};
  return {
    ...round,
    ...(ballot && {ballot: withMoments(ballot, ['freezeAt'], () => known[`${at}.freezeAt`])}),
    components: components as ComponentDefinition[],
    ...(cut && {cut: next === undefined || !open.has(next) ? cut : (to as typeof cut)}),
  };
}

/** Awards whose round is not in force are not either, nor those that come after one of them. */
function decidable(awards: NonNullable<DefinitionFile['awards']>, open: ReadonlySet<string>) {
  const left = new Set<string>();
  return awards.filter(({key, by}) => {
    const waits = by !== undefined && (open.has(by.round) || (by.after !== undefined && left.has(by.after)));
    if (waits) left.add(key);
    return !waits;
  });
}
