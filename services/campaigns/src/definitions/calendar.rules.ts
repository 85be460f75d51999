import type {DefinitionFile} from '@concours/schema/definition/definition';
import type {WhenValue} from '@concours/schema/definition/values';
import {datePlaces} from '../date-places.rules.js';
import type {Path, Problem} from './problem.js';
import {notOfTrack, pathOfPlace, problem, repeated, unknown} from './rule-kit.rules.js';
import {isUnreal, spanOf} from './span.rules.js';

/** Dates that exist, wherever one is written in a section that can be read. */
export function dateProblems(definition: DefinitionFile, misshapen: ReadonlySet<string>): Problem[] {
  const readable = Object.fromEntries(Object.entries(definition).filter(([section]) => !misshapen.has(section)));
  const file = {stages: [], tracks: [], ...readable} as unknown as DefinitionFile;
  return datePlaces(file).flatMap(({place, when}) =>
    when !== undefined && isUnreal(when) ? [unreal(pathOfPlace(place, file), when)] : [],
  );
}

/** Stages and dates: each once, of tracks that exist, ending after they begin. */
export function calendarProblems({stages, dates = [], tracks}: DefinitionFile): Problem[] {
  const keys = tracks.map(({key}) => key);
  return [
    ...repeated(['stages'], stages),
    ...repeated(['dates'], dates),
    ...stages.flatMap((stage, i) => [
      ...windowProblems(['stages', i], stage),
      ...(stage.tracks ?? []).flatMap((track, j) => unknown('TRACK', ['stages', i, 'tracks', j], track, keys)),
    ]),
    ...dates.flatMap(({track}, i) => (track === undefined ? [] : unknown('TRACK', ['dates', i, 'track'], track, keys))),
  ];
}

/** Where works are taken in: the stage each track names, and one to fall back on. */
export function intakeProblems({stages, tracks}: DefinitionFile): Problem[] {
  const keys = stages.map(({key}) => key);
  return tracks.flatMap((track, i) => {
    const path = ['tracks', i, 'intake'];
    if (track.intake === undefined) return [];
    const stage = stages.find(({key}) => key === track.intake);
    if (!stage) return unknown('STAGE', path, track.intake, keys);
    return stage.kind === 'INTAKE'
      ? notOfTrack(path, stage, track.key)
      : [
          problem(
            path,
            'STAGE_KIND',
            `征集阶段的类型须为 INTAKE，“${stage.key}”是 ${stage.kind}。`,
            `Works are taken in during an INTAKE stage; "${stage.key}" is ${stage.kind}.`,
          ),
        ];
  });
}

/** A zone the runtime knows. */
export function zoneProblems({campaign: {timezone}}: DefinitionFile): Problem[] {
  try {
    new Intl.DateTimeFormat('en', {timeZone: timezone});
    return [];
  } catch {
    return [
      problem(
        ['campaign', 'timezone'],
        'ZONE_UNKNOWN',
        `没有时区“${timezone}”，例如应写 Asia/Shanghai。`,
        `There is no time zone "${timezone}"; one is written like Asia/Shanghai.`,
      ),
    ];
  }
}

/** Reversed only where it is so whatever day of a month is meant. */
function windowProblems(path: Path, {from, until}: {from?: WhenValue; until?: WhenValue}): Problem[] {
  const [begin, end] = [spanOf(from), spanOf(until)];
  if (!begin || !end || begin.from <= end.until) return [];
  return [
    problem(
      [...path, 'until'],
      'WINDOW_REVERSED',
      `结束（${whenText(until)}）早于开始（${whenText(from)}）。`,
      `It ends (${whenText(until)}) before it begins (${whenText(from)}).`,
    ),
  ];
}

const whenText = (when: WhenValue | undefined): string =>
  typeof when === 'object' && 'at' in when ? when.at : String(when);

const unreal = (path: Path, when: WhenValue): Problem =>
  problem(
    path,
    'DATE_UNREAL',
    `“${whenText(when)}”不是真实存在的日期或时刻。`,
    `"${whenText(when)}" is not a date or time that exists.`,
  );
