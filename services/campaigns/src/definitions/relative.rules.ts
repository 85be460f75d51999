import type {DefinitionFile} from '@concours/schema/definition/definition';
import type {WhenValue} from '@concours/schema/definition/values';
import {datePlaces} from '../date-places.rules.js';
import {intakeStage, isHanging, ringsOf} from '../derived-dates.rules.js';
import type {Files} from './inherit.rules.js';
import type {Path, Problem} from './problem.js';
import {pathOfPlace, problem, unknown} from './rule-kit.rules.js';

type After = Extract<WhenValue, {after: unknown}>['after'];

/** Dates that hang on others: on one thing that exists, here or above, that has a date, and never on themselves (R25). */
export function relativeProblems(file: DefinitionFile, files: Files): Problem[] {
  const rings = ringsOf(file);
  return datePlaces(file).flatMap(({place, when}) => {
    if (!isHanging(when)) return [];
    const at: Path = [...pathOfPlace(place, file), 'after'];
    return [
      ...(isClear(when.after) ? target(at, when.after, file, files) : [unclear(at)]),
      ...(rings.includes(place) ? [ring(at, place)] : []),
    ];
  });
}

/** One thing is named, and an edge only of a stage. */
const isClear = ({stage, track, date, edge}: After): boolean =>
  [stage, track, date].filter((name) => name !== undefined).length === 1 && (edge === undefined || stage !== undefined);

function target(at: Path, after: After, own: DefinitionFile, files: Files): Problem[] {
  const parents = (own.campaign.parents ?? []).map(({campaign}) => campaign);
  if (after.campaign !== undefined && !parents.includes(after.campaign))
    return unknown('PARENT', [...at, 'campaign'], after.campaign, parents);
  const file = after.campaign === undefined ? own : files.get(after.campaign);
  // that the parent itself is unknown is told where it is named
  if (!file) return [];
  const missing = [
    ...(after.stage === undefined ? [] : unknown('STAGE', [...at, 'stage'], after.stage, keysOf(file.stages))),
    ...(after.track === undefined ? [] : unknown('TRACK', [...at, 'track'], after.track, keysOf(file.tracks))),
    ...(after.date === undefined ? [] : unknown('DATE', [...at, 'date'], after.date, keysOf(file.dates ?? []))),
  ];
  return missing.length > 0 || hasDate(after, file) ? missing : [dateless(at)];
}

/** Something is written there, be it TBA. */
function hasDate({stage, track, date, edge}: After, {stages, tracks}: DefinitionFile): boolean {
  if (date !== undefined) return true;
  const meant = tracks.find(({key}) => key === track);
  if (meant) return meant.deadline !== undefined || intakeStage(meant, stages)?.until !== undefined;
  return stages.some(({key, from, until}) => key === stage && (edge === 'FROM' ? from : until) !== undefined);
}

const unclear = (at: Path): Problem =>
  problem(
    at,
    'AFTER_UNCLEAR',
    '须写明且只写一项：stage、track 或 date；只有阶段可写 edge。',
    'Name one thing it hangs on, and one only: stage, track or date; only a stage has an edge.',
    'key',
  );

const dateless = (at: Path): Problem =>
  problem(
    at,
    'AFTER_DATELESS',
    '所依据的阶段或子项目没有写日期（可写 TBA）。',
    'What it hangs on has no date written; TBA would do.',
  );

const ring = (at: Path, place: string): Problem =>
  problem(at, 'AFTER_RING', `“${place}”最终取决于它自己。`, `In the end "${place}" hangs on itself.`);

const keysOf = (items: readonly {key: string}[]): string[] => items.map(({key}) => key);
