/** A row of a table as it was given: cells as text. */
interface GivenCells {
  number: number;
  cells: readonly string[];
}

export interface Named {
  id: string;
  code: string;
  names: readonly string[];
}

export interface ReadColumn {
  key: string;
  /** What its heading may say. */
  headings: readonly string[];
}

export type TableFault = 'UNIT_UNKNOWN' | 'UNIT_TWICE' | 'NUMBER_INVALID' | 'SUM_WRONG' | 'COLUMNS_MISSING';

export interface ReadRow {
  line: number;
  /** As it stands in the table. */
  text: string;
  unitId: string | null;
  targets: Record<string, number | null>;
}

export interface ReadTable {
  rows: ReadRow[];
  /** Printed totals, where the table has them, against what the rows add up to (R32). */
  sums: {metric: string; printed: number | null; counted: number}[];
  faults: {line: number; fault: TableFault; text: string}[];
}

const UNIT = /^(单位|单位名称|名称|地区|市|代码|unit|name|code)$/i;
const TOTAL = /^(合计|总计|共计|total|sum)$/i;
const EMPTY = /^[-—–/]?$/;
const MOST = 2_000_000_000;

/**
 * An allocation as an annex prints it: headings, units with their numbers, perhaps in two columns of rows beside each other, and a total.
 * Everything that is wrong is told, and what can be read is read.
 */
export function readTable(
  given: readonly GivenCells[],
  columns: readonly ReadColumn[],
  units: readonly Named[],
): ReadTable {
  const headAt = given.findIndex(({cells}) => cells.some((cell) => UNIT.test(cell.trim())));
  const head = given[headAt]?.cells ?? [];
  const blocks = blocksOf(head, columns);
  const found: ReadTable = {rows: [], sums: [], faults: []};
  if (blocks.length === 0 || blocks[0].numbers.length === 0) {
    const missing = columns.map(({headings}) => headings[0]).join('、');
    return {
      ...found,
      faults: [{line: given[Math.max(headAt, 0)]?.number ?? 1, fault: 'COLUMNS_MISSING', text: missing}],
    };
  }
  const printed: Record<string, number | null> = {};
  const seen = new Set<string>();
  for (const {unitAt, numbers} of blocks) {
    for (const {number: line, cells} of given.slice(headAt + 1)) {
      const text = (cells[unitAt] ?? '').trim();
      if (text === '') continue;
      const isTotal = TOTAL.test(text.replaceAll(/\s/g, ''));
      const targets: Record<string, number | null> = {};
      for (const {at, key} of numbers) {
        const target = numberIn(cells[at] ?? '');
        if (target === undefined) found.faults.push({line, fault: 'NUMBER_INVALID', text: (cells[at] ?? '').trim()});
        targets[key] = target ?? null;
      }
      if (isTotal) Object.assign(printed, targets);
      else found.rows.push(rowOf({line, text, targets}, units, seen, found.faults));
    }
  }
  for (const {key} of blocks[0].numbers) {
    const counted = found.rows.reduce((sum, {targets}) => sum + (targets[key] ?? 0), 0);
    found.sums.push({metric: key, printed: printed[key] ?? null, counted});
    if (printed[key] !== undefined && printed[key] !== null && printed[key] !== counted)
      found.faults.push({line: given.at(-1)?.number ?? 1, fault: 'SUM_WRONG', text: `${printed[key]} ≠ ${counted}`});
  }
  return found;
}

interface Block {
  unitAt: number;
  numbers: {at: number; key: string}[];
}

/** One for each time that the heading of the units stands there. */
function blocksOf(head: readonly string[], columns: readonly ReadColumn[]): Block[] {
  const blocks: Block[] = [];
  for (const [at, cell] of head.entries()) {
    const heading = plain(cell);
    // a code beside a name is one block: whichever comes first names the unit
    if (UNIT.test(cell.trim()) && (blocks.length === 0 || blocks[blocks.length - 1].numbers.length > 0))
      blocks.push({unitAt: at, numbers: []});
    const column = columns.find(({headings}) => headings.some((each) => plain(each) === heading));
    if (column && blocks.length > 0) blocks[blocks.length - 1].numbers.push({at, key: column.key});
  }
  return blocks;
}

function rowOf(
  row: Omit<ReadRow, 'unitId'>,
  units: readonly Named[],
  seen: Set<string>,
  faults: ReadTable['faults'],
): ReadRow {
  const unit = unitNamed(row.text, units);
  if (!unit) faults.push({line: row.line, fault: 'UNIT_UNKNOWN', text: row.text});
  else if (seen.has(unit.id)) faults.push({line: row.line, fault: 'UNIT_TWICE', text: row.text});
  if (unit) seen.add(unit.id);
  return {...row, unitId: unit?.id ?? null};
}

/** By code, by full name, or by the beginning of one name alone: annexes say 合肥 for 合肥市总工会 (R13). */
function unitNamed(text: string, units: readonly Named[]): Named | undefined {
  const wanted = plain(text);
  const exact = units.find(({code, names}) => code === text || names.some((name) => plain(name) === wanted));
  if (exact || wanted.length < 2) return exact;
  const begun = units.filter(({names}) => names.some((name) => plain(name).startsWith(wanted)));
  return begun.length === 1 ? begun[0] : undefined;
}

/** Null where nothing is allocated; undefined for what is no number. */
function numberIn(cell: string): number | null | undefined {
  const text = cell.normalize('NFKC').replaceAll(/[\s,，]/g, '');
  if (EMPTY.test(text)) return null;
  const number = /^\d+$/.test(text) ? Number(text) : NaN;
  return number <= MOST ? number : undefined;
}

/** Brackets with a unit, blanks and width aside. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\([^)]*\)|\s/g, '');
}
