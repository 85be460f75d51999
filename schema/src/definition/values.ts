import {type Static, Type} from '@sinclair/typebox';

export const strict = {additionalProperties: false} as const;
/** What a message about a wrong value says is expected; an annotation, ignored by validators. */
export const expects = (zh: string, en: string) => ({expects: {zh, en}});
export const oneOf = <T extends readonly string[]>(values: T, options: {description?: string} = {}) =>
  Type.Unsafe<T[number]>({type: 'string', enum: [...values], ...options});

export const Key = Type.String({
  pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
  maxLength: 40,
  description: 'Immutable, lower case, words joined by hyphens.',
  ...expects(
    '小写字母、数字，词间用一个连字符，例如 semi-final',
    'lower-case letters and digits, words joined by one hyphen, such as semi-final',
  ),
});
export const Text = Type.Union(
  [
    Type.String({minLength: 1, maxLength: 500}),
    Type.Object(
      {zh: Type.String({minLength: 1, maxLength: 500}), en: Type.String({minLength: 1, maxLength: 500})},
      strict,
    ),
  ],
  {
    description: 'A text in both languages; a bare string stands for both.',
    ...expects('1 至 500 字的文本，或 {zh: …, en: …}', 'a text of 1 to 500 characters, or {zh: …, en: …}'),
  },
);
export const OrganisationCode = Type.String({
  pattern: '^[a-z0-9]+([.-][a-z0-9]+)*$',
  maxLength: 100,
  description: "The organisation's stable code, such as ah.hefei.",
  ...expects('单位代码，例如 ah.hefei', "an organisation's code, such as ah.hefei"),
});
export const Moment = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2})?)?$',
  description:
    'A date (its whole day: from 00:00 as a start, through 23:59:59.999 as an end) or a local date and time, inclusive to its last second or minute.',
  ...expects(
    '日期或当地时间，例如 2024-07-31 或 2024-07-31T23:59:59',
    'a date or local time, such as 2024-07-31 or 2024-07-31T23:59:59',
  ),
});
/**
 * A date as a notice writes it (R22, R25): exact as a `Moment` (also `T24:00`, the end of the day), a month, a third of a month, or not
 * yet known. What is not exact opens nothing until somebody has confirmed a `Moment` for it (A36); the confirmation has its history.
 */
export const When = Type.Union(
  [
    Type.String({
      pattern: '^(\\d{4}-\\d{2}(-(\\d{2}(T\\d{2}:\\d{2}(:\\d{2})?)?|early|mid|late))?|TBA)$',
      description:
        'A date, a local date and time, a month (2022-05), a third of a month (2022-08-early, -mid, -late: 上旬、中旬、下旬), or TBA (另行通知、待定).',
    }),
    Type.Object(
      {
        at: Moment,
        inclusive: Type.Boolean({description: 'false: the day, minute or second named is no longer in it (A12).'}),
      },
      strict,
    ),
    Type.Object(
      {
        days: Type.Integer({
          minimum: -366,
          maximum: 366,
          description: 'Whole days later; the whole day that it leads to.',
        }),
        after: Type.Object(
          {
            campaign: Type.Optional(Key),
            stage: Type.Optional(Key),
            track: Type.Optional(Key),
            date: Type.Optional(Key),
            edge: Type.Optional(oneOf(['FROM', 'UNTIL'] as const)),
          },
          {
            ...strict,
            description:
              "Whose date it hangs on: a stage's (its end, or with edge: FROM its beginning), a track's deadline, or a date of `dates`; of this campaign, or of one it stands under (R25).",
          },
        ),
      },
      strict,
    ),
  ],
  {
    ...expects(
      '日期或当地时间（2024-07-31、2024-07-31T23:59）、月份（2022-05）、旬（2022-08-mid）、TBA，或 {days: 5, after: {…}}',
      'a date or local time (2024-07-31, 2024-07-31T23:59), a month (2022-05), a third of a month (2022-08-mid), TBA, or {days: 5, after: {…}}',
    ),
  },
);
export type WhenValue = Static<typeof When>;
/** An exact decimal with at most four places, written as a string or a whole number. */
export const DecimalText = Type.Union(
  [Type.String({pattern: '^\\d{1,9}(\\.\\d{1,4})?$'}), Type.Integer({minimum: 0, maximum: 999_999_999})],
  {
    ...expects(
      "非负整数，或加引号的小数（至多四位），例如 '7.5'",
      "a whole number from 0, or a quoted decimal of at most four places, such as '7.5'",
    ),
  },
);

/** The text in both languages. */
export const bilingual = (text: TextValue): {zh: string; en: string} =>
  typeof text === 'string' ? {zh: text, en: text} : text;

export type TextValue = Static<typeof Text>;

/** What is written with a `When` and is in force with a `Moment`, or without a date where none is known. */
export type Settled<T, K extends keyof T> = Omit<T, K> & {[P in K]?: string};
