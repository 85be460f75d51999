import type {Definition, DefinitionFile} from '@concours/schema/definition/definition';
import type {WhenValue} from '@concours/schema/definition/values';
import {datePlaces, type DatePlace} from './date-places.rules.js';
import {dayAfter, writtenMoment} from './written-dates.rules.js';

/** Dates by place, as `Moment`s. */
export type Moments = Record<string, string>;
/** The definition in force of a campaign that this one stands under. */
export type Above = (campaign: string) => Definition | undefined;

type Hanging = Extract<WhenValue, {days: number}>;
export const isHanging = (when: WhenValue | undefined): when is Hanging => typeof when === 'object' && 'days' in when;

/**
 * The dates that hang on others ("five days after the deadline of the parent's track"), as far as those are known (R25). What somebody has
 * confirmed for a place goes before what would follow for it; what hangs on itself is never known.
 */
export function derive(file: DefinitionFile, confirmed: Moments, above: Above): Moments {
  const places = new Map(datePlaces(file).map((place) => [place.place, place]));
  const momentAt = (name: string, seen: readonly string[]): string | undefined => {
    const place = places.get(name);
    if (!place || seen.includes(name)) return undefined;
    return confirmed[name] ?? writtenMoment(place.when, place.edge) ?? follow(place, [...seen, name]);
  };
  const follow = ({when}: DatePlace, seen: readonly string[]): string | undefined => {
    if (!isHanging(when)) return undefined;
    const {campaign} = when.after;
    const base =
      campaign === undefined || campaign === file.campaign.key
        ? firstKnown(placesMeant(when, file), (name) => momentAt(name, seen))
        : momentAbove(when, above(campaign));
    return base === undefined ? undefined : dayAfter(base, when.days);
  };
  const hanging = [...places.values()].filter(({place, when}) => isHanging(when) && confirmed[place] === undefined);
  return Object.fromEntries(
    hanging.flatMap((place) => {
      const moment = follow(place, [place.place]);
      return moment === undefined ? [] : [[place.place, moment]];
    }),
  );
}

/** Places whose dates come back to themselves: no ruling can settle them. */
export function ringsOf(file: DefinitionFile): string[] {
  const places = new Map(datePlaces(file).map((place) => [place.place, place.when]));
  const reaches = (name: string, goal: string, seen: Set<string>): boolean => {
    const when = places.get(name);
    if (!isHanging(when) || (when.after.campaign ?? file.campaign.key) !== file.campaign.key) return false;
    return placesMeant(when, file).some((next) => {
      if (next === goal) return true;
      if (seen.has(next)) return false;
      return reaches(next, goal, seen.add(next));
    });
  };
  return [...places.keys()].filter((name) => reaches(name, name, new Set()));
}

type Calendar = Pick<DefinitionFile | Definition, 'stages' | 'tracks'>;

/** A track without a deadline of its own ends with the stage that takes its works in. */
function placesMeant({after}: Hanging, calendar: Calendar): string[] {
  if (after.stage !== undefined) return [`stages[${after.stage}].${after.edge === 'FROM' ? 'from' : 'until'}`];
  if (after.date !== undefined) return [`dates[${after.date}].at`];
  const track = calendar.tracks.find(({key}) => key === after.track);
  if (!track) return [];
  if (track.deadline !== undefined) return [`tracks[${track.key}].deadline`];
  const intake = intakeStage(track, calendar.stages);
  return intake ? [`stages[${intake.key}].until`] : [];
}

function momentAbove(when: Hanging, parent: Definition | undefined): string | undefined {
  if (!parent) return undefined;
  return firstKnown(placesMeant(when, parent), (name) => {
    const [, section, key, property] = /^(\w+)\[(.+)\]\.(\w+)$/.exec(name) ?? [];
    const items = (parent as unknown as Record<string, {key: string}[] | undefined>)[section] ?? [];
    return (items.find((item) => item.key === key) as Record<string, string> | undefined)?.[property];
  });
}

/** Where a track's works are taken in: the stage it names, else the first one for it alone, else the first one for all. */
export function intakeStage<T extends {key: string; kind: string; tracks?: string[]}>(
  track: {key: string; intake?: string},
  stages: readonly T[],
): T | undefined {
  if (track.intake !== undefined) return stages.find(({key}) => key === track.intake);
  const intakes = stages.filter(({kind}) => kind === 'INTAKE');
  return intakes.find(({tracks}) => tracks?.includes(track.key)) ?? intakes.find(({tracks}) => tracks === undefined);
}

function firstKnown(names: readonly string[], known: (name: string) => string | undefined): string | undefined {
  for (const name of names) {
    const moment = known(name);
    if (moment !== undefined) return moment;
  }
  return undefined;
}
