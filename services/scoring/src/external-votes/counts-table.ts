import type {SheetRow} from '@concours/kernel/tables/sheet-row';
import {tableOf} from '@concours/kernel/tables/table-file';
import {TableRefused} from '@concours/kernel/tables/table-refused';
import {columnsOf, type WrittenCount} from './counts-table.rules.js';
import {externalTableRefused, externalTableWithoutHeadings} from './external-votes.refusals.js';

const MOST_ROWS = 2_000;

/** The rows of a table of counts, as they are written in it. */
export async function rowsOfTable(file: Buffer): Promise<WrittenCount[]> {
  const [head, ...rows] = await read(file);
  const columns = columnsOf(head?.cells ?? []);
  if (!columns) throw externalTableWithoutHeadings();
  const votesAt = columns.get('votes')!;
  return rows.map(({number: row, cells, odd = []}) => {
    const cell = (column: 'number' | 'title' | 'votes'): string => cells[columns.get(column) ?? -1] ?? '';
    return {
      ...{row, number: cell('number'), title: cell('title'), votes: cell('votes')},
      odd: odd.some(({index}) => index === votesAt),
    };
  });
}

async function read(file: Buffer): Promise<SheetRow[]> {
  try {
    return await tableOf(file, MOST_ROWS + 1);
  } catch (error) {
    if (error instanceof TableRefused) throw externalTableRefused({problem: error.problem, text: error.text});
    throw error;
  }
}
