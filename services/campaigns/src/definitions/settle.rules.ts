import type {Definition, DefinitionFile} from '@concours/schema/definition/definition';
import type {ComponentDefinition, RoundFile} from '@concours/schema/definition/round';
import type {TrackFile} from '@concours/schema/definition/track';
import type {WhenValue} from '@concours/schema/definition/values';

/** A date that is exact as it is written; nothing for months, thirds of months, TBA and what hangs on another date. */
export function exact(when: WhenValue | undefined): string | undefined {
  if (when === undefined || typeof when === 'object') return undefined;
  return /^\d{4}-\d{2}-\d{2}/.test(when) ? when : undefined;
}

/** A definition as it is in force, from what is written. */
export function settle(file: DefinitionFile): Definition {
  const {ruleSets = [], notice, stages, dates, tracks, plan, rounds, ...rest} = file;
  return {
    ...rest,
    ...(notice && {notice: withMoments(notice, {issued: notice.issued})}),
    stages: stages.map((stage) => withMoments(stage, {from: stage.from, until: stage.until})),
    ...(dates && {dates: dates.map((date) => withMoments(date, {at: date.at}))}),
    tracks: tracks.map((track) => withMoments(withRules(track, ruleSets), {deadline: track.deadline})),
    ...(plan && {plan: {...plan, reports: reportsOf(plan.reports)}}),
    ...(rounds && {rounds: rounds.filter(isWeighted).map(roundOf)}),
  };
}

type Moments<K extends string> = {[P in K]?: string};

function withMoments<T extends object, K extends string>(thing: T, dates: {[P in K]: WhenValue | undefined}) {
  const names = Object.keys(dates) as K[];
  const settled = names.flatMap((name) => {
    const moment = exact(dates[name]);
    return moment === undefined ? [] : [[name, moment] as const];
  });
  const rest = Object.fromEntries(Object.entries(thing).filter(([name]) => !names.includes(name as K)));
  return {...rest, ...Object.fromEntries(settled)} as Omit<T, K> & Moments<K>;
}

function withRules({rules = [], ...track}: TrackFile, ruleSets: NonNullable<DefinitionFile['ruleSets']>) {
  const taken = rules.flatMap((key) => ruleSets.filter((set) => set.key === key));
  const fields = [...taken.flatMap((set) => set.fields ?? []), ...(track.fields ?? [])];
  const assets = [...taken.flatMap((set) => set.assets ?? []), ...(track.assets ?? [])];
  return {...track, ...(fields.length > 0 && {fields}), ...(assets.length > 0 && {assets})};
}

function reportsOf({table, ...reports}: NonNullable<DefinitionFile['plan']>['reports']) {
  return {...reports, ...(table && {table: withMoments(table, {by: table.by})})};
}

const isWeighted = ({components}: RoundFile): boolean => components.every(({weight}) => weight !== 'TBA');

function roundOf({ballot, components, ...round}: RoundFile) {
  return {
    ...round,
    ...(ballot && {ballot: withMoments(ballot, {freezeAt: ballot.freezeAt})}),
    components: components as ComponentDefinition[],
  };
}
