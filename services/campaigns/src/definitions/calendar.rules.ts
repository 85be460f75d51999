import type {DefinitionFile} from '@concours/schema/definition/definition';
import {endOf, isReal, startOf} from '../moment.rules.js';
import type {Path, Problem} from './problem.js';
import {exact} from './settle.rules.js';
import {problem, repeated, unknown} from './rule-kit.rules.js';

/** A zone the runtime knows, real dates, windows that end after they begin. */
export function calendarProblems(definition: DefinitionFile): Problem[] {
  return [
    ...zone(definition.campaign.timezone),
    ...momentsOf(definition).flatMap(({path, moment}) => (isReal(moment) ? [] : [unreal(path, moment)])),
    ...repeated(['stages'], definition.stages),
    ...definition.stages.flatMap((stage, i) =>
      windowProblems(['stages', i], {from: exact(stage.from), until: exact(stage.until)}),
    ),
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
      ? []
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

function zone(timezone: string): Problem[] {
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

function windowProblems(path: Path, {from, until}: {from?: string; until?: string}): Problem[] {
  if (from === undefined || until === undefined || !isReal(from) || !isReal(until)) return [];
  if (startOf(from) <= endOf(until)) return [];
  return [
    problem(
      [...path, 'until'],
      'WINDOW_REVERSED',
      `结束（${until}）早于开始（${from}）。`,
      `It ends (${until}) before it begins (${from}).`,
    ),
  ];
}

const unreal = (path: Path, moment: string): Problem =>
  problem(
    path,
    'DATE_UNREAL',
    `“${moment}”不是真实存在的日期或时刻。`,
    `"${moment}" is not a date or time that exists.`,
  );

/** Every place where a definition names a moment. */
export function momentsOf({notice, stages, tracks, rounds = []}: DefinitionFile): {path: Path; moment: string}[] {
  const found: {path: Path; moment: string | undefined}[] = [
    {path: ['notice', 'issued'], moment: exact(notice?.issued)},
    ...stages.flatMap((stage, i) => [
      {path: ['stages', i, 'from'], moment: exact(stage.from)},
      {path: ['stages', i, 'until'], moment: exact(stage.until)},
    ]),
    ...tracks.map((track, i) => ({path: ['tracks', i, 'deadline'], moment: exact(track.deadline)})),
    ...rounds.map((round, i) => ({path: ['rounds', i, 'ballot', 'freezeAt'], moment: exact(round.ballot?.freezeAt)})),
  ];
  return found.filter((place): place is {path: Path; moment: string} => place.moment !== undefined);
}
