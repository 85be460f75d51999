import type {Definition, DefinitionFile} from '@concours/schema/definition/definition';
import {bilingual, type TextValue} from '@concours/schema/definition/values';
import {type DatePlace, datePlaces, momentsIn} from '../date-places.rules.js';
import {intakeStage} from '../derived-dates.rules.js';
import {endOf, startOf} from '../moment.rules.js';
import {intervalOf} from '../written-dates.rules.js';
import {disagreesWith, namesItsLastDay} from './stated-dates.rules.js';

export interface Conflict {
  code: string;
  /** What stands against what; together with the code the point's id. */
  key: string;
  place: string;
  text: {zh: string; en: string};
}

/** From when to when a date lies, as local times; one instant where it is exact. */
interface Span {
  place: string;
  first: string;
  last: string;
}

/** What a notice says twice and differently, and dates that can't all be kept: for the owner to rule on (A6, A11, A13, A40, A41). */
export function dateConflicts(file: DefinitionFile, inForce: Definition): Conflict[] {
  const spans = spansOf(file, inForce);
  return [
    ...worksConflicts(file, spans),
    ...tableConflicts(file, spans),
    ...trackConflicts(file, spans),
    ...orderConflicts(file, spans),
    ...statedConflicts(file, inForce),
  ];
}

type Spans = ReadonlyMap<string, Span>;

function spansOf(file: DefinitionFile, inForce: Definition): Spans {
  const moments = momentsIn(inForce);
  const spans = datePlaces(file).flatMap(({place, when, edge}): Span[] => {
    const moment = moments[place];
    const interval = intervalOf(when);
    const [first, last] = moment !== undefined ? [moment, moment] : interval ? [interval.first, interval.last] : [];
    if (first === undefined || last === undefined) return [];
    return edge === 'START'
      ? [{place, first: startOf(first), last: startOf(last)}]
      : [{place, first: endOf(first), last: endOf(last)}];
  });
  return new Map(spans.map((span) => [span.place, span]));
}

/** Neither can be meant by the other. */
const apart = (a: Span, b: Span): boolean => a.last < b.first || b.last < a.first;

const disagree = (a: Span, aName: TextValue, b: Span, bName: TextValue): Conflict => ({
  ...{code: 'DATES_DISAGREE', key: `${a.place}|${b.place}`, place: a.place},
  text: {
    zh: `“${bilingual(aName).zh}”（${words(a)}）与“${bilingual(bName).zh}”（${words(b)}）不一致；以较早者为准。`,
    en: `"${bilingual(aName).en}" (${words(a)}) and "${bilingual(bName).en}" (${words(b)}) disagree; the earlier one binds.`,
  },
});

const words = ({first, last}: Span): string =>
  first === last ? first.slice(0, 16).replace('T', ' ') : `${first.slice(0, 10)} – ${last.slice(0, 10)}`;

/** Works due by one date and taken in until another. */
function worksConflicts({dates = [], stages, tracks}: DefinitionFile, spans: Spans): Conflict[] {
  return dates.flatMap(({key, kind, name, track}) => {
    const due = spans.get(`dates[${key}].at`);
    if (kind !== 'WORKS' || !due) return [];
    const meant = tracks.filter((candidate) => track === undefined || candidate.key === track);
    const ends = new Map<string, TextValue>();
    for (const each of meant) {
      const intake = intakeStage(each, stages);
      if (each.deadline !== undefined) ends.set(`tracks[${each.key}].deadline`, each.name);
      else if (intake) ends.set(`stages[${intake.key}].until`, intake.name);
    }
    return [...ends].flatMap(([place, endName]) => {
      const end = spans.get(place);
      return end && apart(due, end) ? [disagree(due, name, end, endName)] : [];
    });
  });
}

/** The statistics table, named in two places or due while reports are still coming in. */
function tableConflicts({dates = [], stages, plan}: DefinitionFile, spans: Spans): Conflict[] {
  const by = spans.get('plan.reports.table.by');
  const named = dates.flatMap(({key, kind, name}) => {
    const at = spans.get(`dates[${key}].at`);
    return kind === 'TABLE' && at ? [{at, name}] : [];
  });
  const table = {zh: '统计表报送', en: 'The statistics table'};
  const twice = by ? named.filter(({at}) => apart(at, by)).map(({at, name}) => disagree(at, name, by, table)) : [];
  const stage = stages.find(({key, kind}) => (plan?.reports.stage ? key === plan.reports.stage : kind === 'REPORTING'));
  const end = stage && spans.get(`stages[${stage.key}].until`);
  const due = by ? {at: by, name: table as TextValue} : named[0];
  if (!stage || !end || !due || due.at.last >= end.first) return twice;
  return [...twice, disagree(due.at, due.name, end, stage.name)];
}

/** A track that takes works in when its stage does not (A11): it may, and the owner is told. */
function trackConflicts({stages, tracks}: DefinitionFile, spans: Spans): Conflict[] {
  return tracks.flatMap((track) => {
    const intake = intakeStage(track, stages);
    const deadline = spans.get(`tracks[${track.key}].deadline`);
    const from = intake && spans.get(`stages[${intake.key}].from`);
    const until = intake && spans.get(`stages[${intake.key}].until`);
    const before = deadline && from && deadline.last < from.first;
    const after = deadline && until && deadline.first > until.last;
    if (!intake || !deadline || !(before || after)) return [];
    const [own, stage] = [bilingual(track.name), bilingual(intake.name)];
    return [
      {
        ...{code: 'TRACK_OUTSIDE_STAGE', key: deadline.place, place: deadline.place},
        text: {
          zh: `“${own.zh}”的截稿时间（${words(deadline)}）在“${stage.zh}”之外；以该子项目自己的截稿时间为准。`,
          en: `The deadline of "${own.en}" (${words(deadline)}) lies outside of "${stage.en}"; the track's own deadline holds.`,
        },
      },
    ];
  });
}

const JUDGING: readonly string[] = ['SCREENING', 'VOTE', 'JUDGING', 'FINAL'];

/** What comes before what it should follow. */
function orderConflicts({stages, dates = [], tracks}: DefinitionFile, spans: Spans): Conflict[] {
  const ends = (kinds: readonly string[]) =>
    stages
      .filter(({kind}) => kinds.includes(kind))
      .flatMap(({key, name}) => {
        const span = spans.get(`stages[${key}].until`);
        return span ? [{span, name}] : [];
      });
  const onward = [
    ...dates.filter(({kind}) => kind === 'ONWARD').map(({key, name}) => ({place: `dates[${key}].at`, name})),
    ...tracks.flatMap((track) =>
      (track.onward ?? [])
        .filter(({kind}) => kind === 'RECOMMENDATION')
        .map(({key, name}) => ({place: `tracks[${track.key}].onward[${key}].by`, name})),
    ),
  ];
  const publications = dates
    .filter(({kind}) => kind === 'PUBLICATION')
    .map(({key, name}) => ({place: `dates[${key}].at`, name}));
  return [
    ...tooEarly('ONWARD_BEFORE_SELECTION', onward, ends(JUDGING), spans),
    ...tooEarly('PUBLISHED_BEFORE_NOTICE', publications, ends(['PUBLIC_NOTICE']), spans),
    ...tooEarly(
      'NOTICE_BEFORE_RESULTS',
      stages.filter(({kind}) => kind === 'PUBLIC_NOTICE').map(({key, name}) => ({place: `stages[${key}].from`, name})),
      ends(JUDGING),
      spans,
    ),
  ];
}

function tooEarly(
  code: string,
  dates: readonly {place: string; name: TextValue}[],
  ends: readonly {span: Span; name: TextValue}[],
  spans: Spans,
): Conflict[] {
  return dates.flatMap(({place, name}) => {
    const date = spans.get(place);
    const later = ends.find(({span}) => date && date.last < span.first);
    if (!date || !later) return [];
    const [what, stage] = [bilingual(name), bilingual(later.name)];
    return [
      {
        ...{code, key: `${place}|${later.span.place}`, place},
        text: {
          zh: `“${what.zh}”（${words(date)}）早于“${stage.zh}”结束（${words(later.span)}）。`,
          en: `"${what.en}" (${words(date)}) comes before "${stage.en}" has ended (${words(later.span)}).`,
        },
      },
    ];
  });
}

/** The words of the notice and the date that is in force. */
function statedConflicts(file: DefinitionFile, inForce: Definition): Conflict[] {
  const moments = momentsIn(inForce);
  return datePlaces(file).flatMap((date) => {
    const moment = moments[date.place];
    if (date.stated === undefined || moment === undefined) return [];
    return [...statedConflict(date, date.stated, moment)];
  });
}

function statedConflict({place, name, edge, of}: DatePlace, stated: string, moment: string): Conflict[] {
  const {zh, en} = bilingual(name);
  const which = of === 'STAGE' ? edge : 'ONLY';
  if (disagreesWith(stated, moment, which)) {
    return [
      {
        ...{code: 'STATED_OTHERWISE', key: place, place},
        text: {
          zh: `“${zh}”的日期（${moment}）与通知原文“${stated}”不符。`,
          en: `The date of "${en}" (${moment}) is not what the notice says: "${stated}".`,
        },
      },
    ];
  }
  if (edge === 'END' && namesItsLastDay(stated, moment)) {
    return [
      {
        ...{code: 'LAST_DAY_UNCLEAR', key: place, place},
        text: {
          zh: `“${zh}”：原文“${stated}”是否包含当日不明；现按包含当日、至 ${moment} 执行。`,
          en: `"${en}": whether "${stated}" includes that day is not said; it is kept as included, through ${moment}.`,
        },
      },
    ];
  }
  return [];
}
