import {GraphQLError} from 'graphql';

export interface BilingualText {
  zh: string;
  en: string;
}

export interface RefusalExtensions {
  [name: string]: unknown;
  code: string;
  refusal: true;
  text: BilingualText;
  facts: object;
}

/** An expected no. Its code is part of the public interface; everything else that is thrown is a defect and gets masked. */
export class Refusal extends GraphQLError {
  declare readonly extensions: RefusalExtensions;

  constructor(code: string, text: BilingualText, facts: object = {}) {
    super(text.zh, {extensions: {code, refusal: true, text, facts}});
    this.name = 'Refusal';
  }

  get code(): string {
    return this.extensions.code;
  }
}

/** Facts that are all optional need not be passed at all. */
type Refuse<F extends object> = Record<never, never> extends F ? (facts?: F) => Refusal : (facts: F) => Refusal;

export function defineRefusal<F extends object = Record<never, never>>(
  code: string,
  text: (facts: F) => BilingualText,
): Refuse<F> {
  const refuse = (facts: F = {} as F) => new Refusal(code, text(facts), facts);
  return refuse as Refuse<F>;
}

/** The refusal inside an error, however often the executor has wrapped it. */
export function refusalOf(thrown: unknown): Refusal | undefined {
  let error: unknown = thrown;
  for (let depth = 0; depth < 5 && error; depth++) {
    if (error instanceof Refusal) return error;
    error = error instanceof GraphQLError ? error.originalError : undefined;
  }
  return undefined;
}

/** True for a refusal and for a GraphQLError around one; both carry the same message and extensions. */
export function isRefusal(e: unknown): e is Refusal {
  return refusalOf(e) !== undefined;
}

export const notSignedIn = defineRefusal('NOT_SIGNED_IN', () => ({zh: '请先登录。', en: 'Please sign in first.'}));

/** Says the same whether the thing exists or not. */
export const notPermitted = defineRefusal('NOT_PERMITTED', () => ({
  zh: '您没有执行此操作的权限。',
  en: 'You are not permitted to do this.',
}));

/** A key or a screen that may only read. */
export const readOnly = defineRefusal('READ_ONLY', () => ({
  zh: '此凭证只能读取，不能修改。',
  en: 'This token reads only: it changes nothing.',
}));

/** What hands out access is done by somebody who is there: a program's key would otherwise outlive itself. */
export const personNeeded = defineRefusal('PERSON_NEEDED', () => ({
  zh: '此操作须由本人登录后进行，不能使用接口密钥。',
  en: 'This is done by a person who has signed in, not with a key.',
}));

export const notFound = defineRefusal('NOT_FOUND', () => ({
  zh: '未找到所请求的内容。',
  en: 'What you asked for was not found.',
}));

export const inputInvalid = defineRefusal<{field: string; reason?: BilingualText}>(
  'INPUT_INVALID',
  ({field, reason}) => ({
    zh: `字段“${field}”填写有误${reason ? `：${reason.zh}` : '。'}`,
    en: `The field "${field}" is not valid${reason ? `: ${reason.en}` : '.'}`,
  }),
);

export const pageSizeInvalid = defineRefusal<{min: number; max: number}>('PAGE_SIZE_INVALID', ({min, max}) => ({
  zh: `每页条数须为 ${min} 至 ${max} 之间的整数。`,
  en: `A page holds between ${min} and ${max} items.`,
}));

export const cursorInvalid = defineRefusal('CURSOR_INVALID', () => ({
  zh: '分页位置无效，请从第一页重新开始。',
  en: 'The position in the list is not valid. Start again from the first page.',
}));

export const versionConflict = defineRefusal<{current?: number}>('VERSION_CONFLICT', () => ({
  zh: '内容已被他人修改，请刷新后重试。',
  en: 'Somebody else has changed this meanwhile. Reload it and try again.',
}));
