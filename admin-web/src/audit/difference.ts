/** What changed between two states of a thing, field by field. Pure. */
export interface Change {
  /** Where in the thing: names of fields, the outer first. */
  path: readonly string[];
  before: Value;
  after: Value;
}

/** A text, a figure, a yes or no, or several of them; undefined where there was nothing. */
export type Value = Scalar | readonly Scalar[] | undefined;
export type Scalar = string | number | boolean | null;

type Json = Scalar | Json[] | {[key: string]: Json};

/** Reads what the trail keeps; null for what isn't an object. */
export function stateOf(text: string | null): Record<string, Json> | null {
  if (text === null) return null;
  try {
    const read: Json = JSON.parse(text);
    return isRecord(read) ? read : {value: read};
  } catch {
    return {value: text};
  }
}

const isRecord = (value: Json | undefined): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Objects are walked into; lists stand whole, since of a list the order counts too. */
export function difference(before: Json | undefined, after: Json | undefined, path: readonly string[] = []): Change[] {
  if (isRecord(before) || isRecord(after)) {
    const [was, is] = [isRecord(before) ? before : {}, isRecord(after) ? after : {}];
    const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])];
    return keys.flatMap((key) => difference(was[key], is[key], [...path, key]));
  }
  const [was, is] = [valueOf(before), valueOf(after)];
  return JSON.stringify(was) === JSON.stringify(is) ? [] : [{path, before: was, after: is}];
}

function valueOf(json: Json | undefined): Value {
  if (!Array.isArray(json)) return json as Scalar | undefined;
  return json.map((item): Scalar => (isRecord(item) || Array.isArray(item) ? summary(item) : item));
}

/** Of a thing within a list: its own name, or all that is in it. */
function summary(item: Json): string {
  if (isRecord(item)) {
    const name = item.name ?? item.title ?? item.code ?? item.key;
    if (typeof name === 'string') return name;
    return Object.values(item)
      .map((value) => (isRecord(value) || Array.isArray(value) ? summary(value) : String(value)))
      .join(' ');
  }
  return Array.isArray(item) ? item.map(summary).join(' ') : String(item);
}

/** What a thing is called, as far as its changed fields say. */
export function nameIn(...states: (Record<string, Json> | null)[]): string | null {
  for (const state of states) {
    const name = state?.displayName ?? state?.name ?? state?.nameZh ?? state?.title ?? state?.work;
    if (typeof name === 'string' && name !== '') return name;
  }
  return null;
}
