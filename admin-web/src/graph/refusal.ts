/** What the platform said no with, or what broke: one shape for pages, whatever way it came. */
export type RefusalKind = 'not-signed-in' | 'forbidden' | 'missing' | 'conflict' | 'refused' | 'broken' | 'offline';

export interface Refused {
  kind: RefusalKind;
  code: string;
  text?: {zh: string; en: string};
  facts: Record<string, unknown>;
  reference?: string;
}

const kinds: Record<string, RefusalKind> = {
  NOT_SIGNED_IN: 'not-signed-in',
  SESSION_INVALID: 'not-signed-in',
  NOT_PERMITTED: 'forbidden',
  NOT_FOUND: 'missing',
  VERSION_CONFLICT: 'conflict',
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const textual = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Reads the `extensions` of one graph error: a refusal carries its words in both languages. */
export function refusalOfExtensions(extensions: unknown): Refused {
  const e = isRecord(extensions) ? extensions : {};
  const code = textual(e.code) ?? 'INTERNAL';
  const reference = textual(e.reference);
  const text =
    isRecord(e.text) && textual(e.text.zh) && textual(e.text.en)
      ? {zh: String(e.text.zh), en: String(e.text.en)}
      : undefined;
  return {
    kind: kinds[code] ?? (text ? 'refused' : 'broken'),
    code,
    facts: isRecord(e.facts) ? e.facts : {},
    ...(text && {text}),
    ...(reference && {reference}),
  };
}

/** Anything thrown by the client, `fetch` or our own POST /session. */
export function refusalOf(error: unknown): Refused {
  if (isRecord(error)) {
    const errors = [error.graphQLErrors, error.errors].find((list) => Array.isArray(list) && list.length > 0);
    if (Array.isArray(errors)) return refusalOfExtensions(isRecord(errors[0]) ? errors[0].extensions : undefined);
    if (isRecord(error.extensions)) return refusalOfExtensions(error.extensions);
    // Outside the graph, such as from /session, a refusal is the body itself.
    if (isRecord(error.text) && typeof error.code === 'string') return refusalOfExtensions(error);
    // A refusal of the whole request (400, 401) carries the same errors in its body.
    const network = isRecord(error.networkError) ? error.networkError : error;
    if (isRecord(network.result)) return refusalOf(network.result);
    if (typeof network.statusCode === 'number') return {kind: 'broken', code: `HTTP_${network.statusCode}`, facts: {}};
    return {kind: 'offline', code: 'OFFLINE', facts: {}};
  }
  return {kind: 'broken', code: 'INTERNAL', facts: {}};
}
