import {type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit, type YAMLMap} from 'yaml';
import type {PlacedProblem, Problem} from './problem.js';
import {pathText} from './problem.js';
import {rowsIn, textOfRows} from './table-text.rules.js';
import {syntaxText} from './syntax-texts.js';

export const MAX_SOURCE_BYTES = 256 * 1024;
/** The text of a long table beside that: it is read a hundred times as fast. */
const MAX_TABLE_BYTES = 8 * 1024 * 1024;
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
  const text = textOfRows(source);
  const tableBytes = text ? Buffer.byteLength(source.slice(text.from, text.to)) : 0;
  if (tableBytes > MAX_TABLE_BYTES || Buffer.byteLength(source) - tableBytes > MAX_SOURCE_BYTES)
    return unreadable('TOO_LARGE');
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
  let table: WrittenTable | null = null;
  const place = (problem: Problem): PlacedProblem => ({
    ...(table ? (lineIn(table, problem.path) ?? at(offsetOf(root, problem))) : at(offsetOf(root, problem))),
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
  if (unreliable) return {problems, place};
  const data = document.toJS({maxAliasCount: 0}) as unknown;
  table = spread(data, at(tableOffset(document)).line + 1);
  return {problems, place, data};
}

const TABLE = ['plan', 'allocation', 'rows'] as const;

interface WrittenTable {
  firstLine: number;
  lines: number[];
}

/** Of the mark that begins its text; the text is on the lines that follow. */
function tableOffset(document: Document): number {
  const node = isMap(document.contents) ? document.getIn(TABLE, true) : undefined;
  return isScalar(node) ? (node.range?.[0] ?? 0) : 0;
}

/** An allocation that is written as a text has its rows from here on. */
function spread(data: unknown, firstLine: number): WrittenTable | null {
  const allocation = (data as {plan?: {allocation?: {rows?: unknown} | null} | null} | null)?.plan?.allocation;
  if (typeof allocation?.rows !== 'string') return null;
  const {rows, lines} = rowsIn(allocation.rows);
  allocation.rows = rows;
  return {firstLine, lines};
}

function lineIn({firstLine, lines}: WrittenTable, path: Problem['path']): {line: number; column: number} | null {
  const line = lines[Number(path[TABLE.length])];
  return TABLE.every((step, i) => path[i] === step) && line !== undefined ? {line: firstLine + line, column: 1} : null;
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
