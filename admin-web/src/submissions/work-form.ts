import {fieldProblem, type FieldRule} from './track-rules';

/** What is typed of a work. Pure. */
export interface WorkForm {
  title: string;
  author: string;
  performers: number;
  fields: Record<string, string>;
}

export const emptyWorkForm = (): WorkForm => ({title: '', author: '', performers: 1, fields: {}});

interface Stored {
  title: string;
  author: string;
  performers: number;
  fields: readonly {key: string; value: string | null; masked: boolean}[];
}

/** Masked fields stay out of the form: what one may not see, one does not overwrite. */
export function formOf(work: Stored): WorkForm {
  const {title, author, performers} = work;
  return {
    title,
    author,
    performers,
    fields: Object.fromEntries(work.fields.filter(({masked}) => !masked).map(({key, value}) => [key, value ?? ''])),
  };
}

export const inputOf = ({title, author, performers, fields}: WorkForm) => ({
  title: title.trim(),
  author: author.trim(),
  performers,
  fields: Object.entries(fields).map(([key, value]) => ({key, value})),
});

/** Whether the platform would keep it as a draft; what is still missing is said when it is handed in. */
export function savable(form: WorkForm, rules: readonly FieldRule[]): boolean {
  if (form.title.trim() === '' || form.author.trim() === '') return false;
  return rules.every((rule) => fieldProblem(rule, form.fields[rule.key] ?? '') !== 'tooLong');
}
