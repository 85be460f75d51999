import {isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit, type YAMLMap} from 'yaml';
import type {PlacedProblem, Problem} from './problem.js';
import {pathText} from './problem.js';
import {syntaxText} from './syntax-texts.js';

export const MAX_SOURCE_BYTES = 256 * 1024;
/** The format needs 9; more is a bomb or a mistake. */
const MAX_DEPTH = 32;

/** A definition file as text: its data, and the way back from a path to a line. */
export interface SourceReading {
  problems: PlacedProblem[];
  /** Absent when the text can't be read at all. */
  data?: unknown;
  place(problem: Problem): PlacedProblem;
}

/** Reads YAML without aliases, anchors and tags: a definition is written out, so that it can be read by anybody and can't grow when opened. */
export function readSource(source: string): SourceReading {
  const start = {line: 1, column: 1, path: ''};
  const unreadable = (code: string): SourceReading => {
    const problem = {...start, code, text: syntaxText(code)};
    return {problems: [problem], place: () => problem};
  };
  if (Buffer.byteLength(source) > MAX_SOURCE_BYTES) return unreadable('TOO_LARGE');
  if (source.trim() === '') return unreadable('EMPTY');
  if (deeperThan(source, MAX_DEPTH)) return unreadable('TOO_DEEP');

  const lines = new LineCounter();
  const document = parseDocument(source, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
    version: '1.2',
    schema: 'core',
  });
  const at = (offset: number) => {
    const {line, col} = lines.linePos(offset);
    return {line: Math.max(line, 1), column: Math.max(col, 1)};
  };
  const root = document.contents as Node | null;
  const place = (problem: Problem): PlacedProblem => ({
    ...at(offsetOf(root, problem)),
    path: pathText(problem.path),
    code: problem.code,
    text: problem.text,
  });

  const problems: PlacedProblem[] = [...document.errors, ...document.warnings].map((error) => ({
    ...at(error.pos[0]),
    path: '',
    code: 'SYNTAX',
    text: syntaxText(error.code, error.message),
  }));
  if (root) {
    const refuse = (code: string, node: Node) =>
      void problems.push({...at(node.range?.[0] ?? 0), path: '', code, text: syntaxText(code)});
    visit(root, {
      // written back as text, a nested key doubles in length with each level
      Pair: (_, pair) => {
        if (!isScalar(pair.key)) refuse('KEY_NOT_TEXT', (pair.key ?? root) as Node);
      },
      Map: (_, map) => {
        for (const key of repeatedKeys(map)) refuse('KEY_DUPLICATE', key);
      },
      Alias: (_, node) => refuse('ALIAS_REFUSED', node),
      Value: (_, node) => {
        if (node.anchor) refuse('ALIAS_REFUSED', node);
        if (node.tag && node.tag !== '!') refuse('TAG_REFUSED', node);
      },
    });
  }
  const unreliable = problems.some(({code}) => code !== 'KEY_DUPLICATE');
  return {problems, place, ...(unreliable ? {} : {data: document.toJS({maxAliasCount: 0}) as unknown})};
}

/** Bounds nesting before the recursive reader sees it: by brackets, and by dashes and indents at the start of a line. */
function deeperThan(source: string, most: number): boolean {
  let brackets = 0;
  let leading = 0;
  let atStart = true;
  for (const character of source) {
    if (character === '\n') {
      atStart = true;
      leading = 0;
    } else if (character === '[' || character === '{') {
      if (++brackets > most * 4) return true;
    } else if (character === ']' || character === '}') {
      brackets = Math.max(0, brackets - 1);
    } else if (atStart && (character === '-' || character === '?')) {
      if (++leading > most) return true;
    } else if (character !== ' ') atStart = false;
  }
  return false;
}

/** The place of a path; of the nearest thing above it where the path leads to nothing. */
function offsetOf(root: Node | null, {path, at}: Problem): number {
  let node: Node | null = root;
  let offset = node?.range?.[0] ?? 0;
  for (const [i, step] of path.entries()) {
    const last = i === path.length - 1;
    if (isMap(node)) {
      const pair = pairOf(node as Pairs, String(step));
      if (!pair) return offset;
      const key = pair.key.range?.[0] ?? offset;
      if (last && at === 'key') return key;
      node = pair.value;
      offset = last && node?.range ? node.range[0] : key;
    } else if (isSeq(node)) {
      node = (node.items[Number(step)] as Node | undefined) ?? null;
      if (!node) return offset;
      offset = node.range?.[0] ?? offset;
    } else return offset;
  }
  return offset;
}

const keyOf = (key: Node): string => (isScalar(key) ? String(key.value) : String(key));

type Pairs = YAMLMap<Node, Node | null>;

/** In one pass: the reader's own check compares every key with every other. */
function repeatedKeys(map: unknown): Node[] {
  const seen = new Set<string>();
  return (map as Pairs).items.flatMap(({key}) => {
    if (!isScalar(key)) return [];
    const name = keyOf(key);
    if (seen.has(name)) return [key];
    seen.add(name);
    return [];
  });
}

const indices = new WeakMap<Pairs, Map<string, Pairs['items'][number]>>();

/** A pair by its key, without looking through a long map again for every problem in it. */
function pairOf(map: Pairs, key: string): Pairs['items'][number] | undefined {
  let index = indices.get(map);
  if (!index) {
    index = new Map(map.items.map((pair) => [keyOf(pair.key), pair]));
    indices.set(map, index);
  }
  return index.get(key);
}
