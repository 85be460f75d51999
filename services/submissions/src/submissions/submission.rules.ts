import type {FieldRule, TrackDefinition} from '@concours/schema/definition/track';
import {bilingual} from '@concours/schema/definition/values';
import type {SubmissionState} from '@concours/schema/events';

export const TITLE_MOST = 120;
export const AUTHOR_MOST = 60;
const FIELD_MOST = 20_000;
/** Contact data is short, and sealed it takes more room. */
const PERSONAL_MOST = 2_000;
const PERFORMERS_MOST = 1000;

export interface Bilingual {
  zh: string;
  en: string;
}

export interface Draft {
  title: string;
  author: string;
  performers: number;
  fields: readonly {key: string; value: string}[];
}

export interface Problem {
  field: string;
  text: Bilingual;
}

/** Characters as a person counts them: 𠮷 is one, whatever it takes to store. */
export const codePoints = (text: string): number => Array.from(text).length;

/** A38: Unicode code points, punctuation counted, spaces not. */
export const countedCharacters = (text: string): number => Array.from(text.replace(/\s/gu, '')).length;

// Tab and line breaks may stand in a field; other controls, and marks that turn the direction of what follows, may not.
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/u;

/** Everything that is wrong with a draft; what is merely missing is told when it is handed in. */
export function draftProblems(track: TrackDefinition, draft: Draft): Problem[] {
  return [
    ...textProblems('title', draft.title, TITLE_MOST),
    ...textProblems('author', draft.author, AUTHOR_MOST),
    ...performerProblems(track, draft.performers),
    ...fieldProblems(track.fields ?? [], draft.fields),
  ];
}

function textProblems(field: string, value: string, most: number): Problem[] {
  if (value.trim() === '') return [{field, text: {zh: '不能为空', en: 'it must not be empty'}}];
  if (UNPRINTABLE.test(value) || /[\t\r\n]/.test(value)) return [unprintable(field)];
  const length = codePoints(value);
  if (length <= most) return [];
  return [
    {field, text: {zh: `最多 ${most} 个字符，现为 ${length} 个`, en: `at most ${most} characters, not ${length}`}},
  ];
}

const unprintable = (field: string): Problem => ({
  field,
  text: {zh: '含有不可显示的字符', en: 'it holds characters that cannot be shown'},
});

function performerProblems(track: TrackDefinition, performers: number): Problem[] {
  if (track.soloOnly && performers !== 1) {
    return [
      {field: 'performers', text: {zh: '本项目只接受单人作品', en: 'this track takes works of one performer only'}},
    ];
  }
  if (performers >= 1 && performers <= PERFORMERS_MOST) return [];
  return [{field: 'performers', text: {zh: `须为 1 至 ${PERFORMERS_MOST}`, en: `between 1 and ${PERFORMERS_MOST}`}}];
}

function fieldProblems(rules: readonly FieldRule[], fields: Draft['fields']): Problem[] {
  const seen = new Set<string>();
  return fields.flatMap(({key, value}): Problem[] => {
    const rule = rules.find((candidate) => candidate.key === key);
    if (!rule) return [{field: key, text: {zh: '本项目没有这个字段', en: 'this track has no such field'}}];
    if (seen.has(key)) return [{field: key, text: {zh: '重复填写', en: 'it is given twice'}}];
    seen.add(key);
    return valueProblems(rule, value);
  });
}

function valueProblems(rule: FieldRule, value: string): Problem[] {
  if (value === '') return [];
  if (UNPRINTABLE.test(value)) return [unprintable(rule.key)];
  const limit = rule.personal ? PERSONAL_MOST : FIELD_MOST;
  const most = Math.min(rule.maxCharacters ?? limit, limit);
  const length = countedCharacters(value);
  if (length > most || codePoints(value) > limit) {
    return [
      {
        field: rule.key,
        text: {
          zh: `最多 ${most} 字（不计空格），现为 ${length} 字`,
          en: `at most ${most} characters without spaces, not ${length}`,
        },
      },
    ];
  }
  const choices = rule.choices?.map(bilingual);
  if (!choices || choices.some(({zh, en}) => zh === value || en === value)) return [];
  return [{field: rule.key, text: {zh: '不在可选项之内', en: 'it is none of the choices'}}];
}

/** The required fields that are still empty. */
export function missingFields(track: TrackDefinition, fields: Draft['fields']): FieldRule[] {
  const given = new Set(fields.filter(({value}) => value.trim() !== '').map(({key}) => key));
  return (track.fields ?? []).filter((rule) => rule.required && !given.has(rule.key));
}

export type Act = 'edit' | 'handIn' | 'returnIt' | 'recommend' | 'withdrawRecommendation' | 'withdraw' | 'screen';

const states: Record<Act, readonly SubmissionState[]> = {
  edit: ['DRAFT', 'RETURNED'],
  handIn: ['DRAFT', 'RETURNED'],
  returnIt: ['HANDED_IN', 'RECOMMENDED'],
  recommend: ['HANDED_IN'],
  withdrawRecommendation: ['RECOMMENDED'],
  withdraw: ['DRAFT', 'RETURNED', 'HANDED_IN', 'RECOMMENDED', 'SHORTLISTED'],
  screen: ['RECOMMENDED', 'SHORTLISTED'],
};

/** Where a track sets no recommendation at all, the screening takes works as they are handed in (R81). */
export function stateAllows(act: Act, state: SubmissionState, track: TrackDefinition): boolean {
  if (act === 'screen' && state === 'HANDED_IN') return track.recommendation === undefined;
  return states[act].includes(state);
}

export interface Powers {
  /** work.handIn at the work's unit. */
  handIn: boolean;
  /** work.recommend at the work's unit, from there or above. */
  recommend: boolean;
  /** work.recommend at the unit that recommended it. */
  recommended: boolean;
  /** screening.decide in the campaign. */
  decide: boolean;
}

export interface Circumstances {
  intakeOpen: boolean;
  screeningOpen: boolean;
  closed: boolean;
}

/** What buttons to offer. The acts themselves decide again, each with its own reason. */
export function actionsFor(
  state: SubmissionState,
  track: TrackDefinition,
  may: Powers,
  now: Circumstances,
): Record<Act, boolean> {
  const fits = (act: Act): boolean => stateAllows(act, state, track);
  return {
    edit: fits('edit') && may.handIn,
    handIn: fits('handIn') && may.handIn && now.intakeOpen,
    returnIt:
      fits('returnIt') && !now.closed && (may.decide || (state === 'HANDED_IN' ? may.recommend : may.recommended)),
    recommend: fits('recommend') && may.recommend && now.intakeOpen && track.recommendation !== undefined,
    withdrawRecommendation: fits('withdrawRecommendation') && may.recommended && !now.closed,
    withdraw: fits('withdraw') && (may.decide || (may.handIn && !now.closed)),
    screen: fits('screen') && may.decide && now.screeningOpen && !now.closed,
  };
}
