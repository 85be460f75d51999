import {isDeepStrictEqual} from 'node:util';
import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  stringify,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import {editImpossible} from './definition.refusals.js';

/** One change of a definition as text; `value` absent: the entry or item goes. */
export interface Edit {
  /** With keys in brackets, as changes tell it; `[+]`, or a key that is not there yet, adds an item to the list. */
  path: string;
  value?: unknown;
}

type Step = string | number;
type Span = [start: number, end: number, text: string];

/**
 * The same text with some values changed: comments, order and layout of all else stay as they are, since only the place of the
 * value is written anew. What can not be done that way is left to the reader's own printer, which keeps the comments at least.
 */
export function editSource(source: string, edits: readonly Edit[]): string {
  return edits.reduce(edited, source);
}

function edited(source: string, edit: Edit): string {
  const document = read(source);
  const steps = stepsTo(document, edit);
  const removes = edit.value === undefined;
  const span = removes ? removal(source, document, steps) : replacement(source, document, steps, edit.value);
  const target = read(source);
  try {
    if (removes) target.deleteIn(steps);
    else target.setIn(steps, target.createNode(edit.value));
  } catch {
    throw editImpossible({path: edit.path});
  }
  const wanted: unknown = target.toJS();
  const spliced = span && source.slice(0, span[0]) + span[2] + source.slice(span[1]);
  if (spliced !== undefined && isSame(spliced, wanted)) return spliced;
  return target.toString({lineWidth: 0, flowCollectionPadding: false});
}

const read = (source: string): Document.Parsed =>
  parseDocument(source, {prettyErrors: false, uniqueKeys: false, version: '1.2', schema: 'core'});

function isSame(source: string, wanted: unknown): boolean {
  const document = read(source);
  return document.errors.length === 0 && isDeepStrictEqual(document.toJS(), wanted);
}

/** `stages[intake].until` as steps of the document; items are found by what names them, else by their position from 0. */
function stepsTo(document: Document, {path, value}: Edit): Step[] {
  const tokens = [...path.matchAll(/([^.[\]]+)|\[([^\]]*)\]/g)];
  const steps: Step[] = [];
  let node: unknown = document.contents;
  for (const [i, [, entry, item]] of tokens.entries()) {
    let step: Step | undefined = entry;
    if (item !== undefined) {
      step = isSeq(node) ? positionOf(node, item) : undefined;
      // an item that is not there yet is added, by the edit that brings the whole of it
      if (step === undefined && i === tokens.length - 1 && value !== undefined)
        step = isSeq(node) ? node.items.length : 0;
    }
    if (step === undefined) throw editImpossible({path});
    steps.push(step);
    node = child(node, step);
  }
  if (steps.length === 0 || (value === undefined && node === undefined)) throw editImpossible({path});
  return steps;
}

const NAMES = ['key', 'unit', 'bucket', 'class', 'campaign', 'track', 'metric', 'on'];

function positionOf(list: YAMLSeq, item: string): number | undefined {
  const named = list.items.findIndex(
    (each) => isMap(each) && NAMES.some((name) => each.has(name) && String(each.get(name)) === item),
  );
  if (named >= 0) return named;
  return /^\d{1,5}$/.test(item) && Number(item) < list.items.length ? Number(item) : undefined;
}

function child(node: unknown, step: Step): unknown {
  if (isMap(node)) return node.get(step, true) ?? undefined;
  return isSeq(node) ? node.items[Number(step)] : undefined;
}

/** A value on one line, such as may stand within brackets too. */
function inline(value: unknown): string {
  const written = stringify([value], {collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0});
  return written.trim().slice(1, -1).trim();
}

function replacement(source: string, document: Document, steps: readonly Step[], value: unknown): Span | undefined {
  let parent: unknown = document.contents;
  for (const [i, step] of steps.entries()) {
    const node = child(parent, step) as Node | undefined;
    if (node === undefined) return addition(source, parent, steps[i], nested(steps.slice(i + 1), value));
    parent = node;
  }
  const {range} = parent as Node;
  if (!range) return undefined;
  return [range[0], range[1], inline(value) + (source[range[1] - 1] === '\n' ? '\n' : '')];
}

/** What lies between an entry that is not there and the value, if entries are missing on the way. */
function nested(steps: readonly Step[], value: unknown): unknown {
  return [...steps].reverse().reduce((inner, step) => (typeof step === 'number' ? [inner] : {[step]: inner}), value);
}

function addition(source: string, parent: unknown, step: Step, value: unknown): Span | undefined {
  if (!isMap(parent) && !isSeq(parent)) return undefined;
  const {range} = parent;
  if (!range) return undefined;
  const text = isMap(parent) ? `${inline(step)}: ${inline(value)}` : inline(value);
  if (parent.flow) {
    const end = range[1] - 1;
    // between the last item and the bracket there may be a line break, a comma or a comment
    const last = endOf(parent.items.at(-1));
    return last === undefined ? [end, end, text] : [last, last, `, ${text}`];
  }
  const column = range[0] - (source.lastIndexOf('\n', range[0] - 1) + 1);
  const last = endOf(parent.items.at(-1));
  if (last === undefined) return undefined;
  const line = source[last - 1] === '\n' ? last : lineEnd(source, last);
  const before = source[line - 1] === '\n' ? '' : '\n';
  return [line, line, `${before}${' '.repeat(column)}${isSeq(parent) ? '- ' : ''}${text}\n`];
}

function removal(source: string, document: Document, steps: readonly Step[]): Span | undefined {
  const step = steps[steps.length - 1];
  const parent = (steps.length === 1 ? document.contents : document.getIn(steps.slice(0, -1), true)) as unknown;
  if (!isMap(parent) && !isSeq(parent)) return undefined;
  const items = parent.items as unknown[];
  const at = isMap(parent)
    ? (parent as YAMLMap).items.findIndex(({key}) => isScalar(key) && key.value === step)
    : Number(step);
  const [start, end] = [startOf(items[at]), endOf(items[at])];
  if (start === undefined || end === undefined || items.length === 1) return undefined;
  if (parent.flow) {
    const next = startOf(items[at + 1]);
    return next === undefined ? [endOf(items[at - 1]) ?? start, end, ''] : [start, next, ''];
  }
  const from = source.lastIndexOf('\n', start - 1) + 1;
  const to = source[end - 1] === '\n' ? end : lineEnd(source, end);
  // the first entry of an item of a list shares its line with the dash
  return source.slice(from, start).trim().replace('-', '') === '' && !isDashed(source, from, start, parent)
    ? [from, to, '']
    : undefined;
}

const isDashed = (source: string, from: number, start: number, parent: unknown): boolean =>
  isMap(parent) && source.slice(from, start).includes('-');

function lineEnd(source: string, from: number): number {
  const end = source.indexOf('\n', from);
  return end < 0 ? source.length : end + 1;
}

type Pair = {key: Node; value: Node | null};
const isPair = (item: unknown): item is Pair => typeof item === 'object' && item !== null && 'key' in item;
const startOf = (item: unknown): number | undefined =>
  isPair(item) ? item.key.range?.[0] : (item as Node | undefined)?.range?.[0];
const endOf = (item: unknown): number | undefined =>
  isPair(item) ? (item.value?.range?.[1] ?? item.key.range?.[1]) : (item as Node | undefined)?.range?.[1];
