import type {Caller} from '@concours/kernel/identity';
import {eventually} from '@concours/kernel/testing/eventually';
import type {OrganisationImportJob} from '../src/imports/import-job.js';
import type {ImportRow} from '../src/imports/import-row.js';
import type {ImportMode, ImportOutcome, ImportState} from '../src/imports/import.kinds.js';
import {rowProblemText} from '../src/imports/import.refusals.js';
import type {Scratch} from './scratch-organisations.js';

export const HEADINGS = ['代码', '名称', '上级代码', '类型', '层级'];

/** A row with the usual columns. */
export const unit = (code: string, parent: string, name = `${code}工会`, kind = '基层工会', level = '基层单位') => [
  code,
  name,
  parent,
  kind,
  level,
];

/** Imports on a scratch service, without the network. */
export function importing(scratch: Scratch) {
  const {jobs, uploads} = scratch.service.imports;
  const {database} = scratch.service;
  const bring = async (
    caller: Caller,
    content: Buffer | AsyncIterable<Buffer>,
    mode: ImportMode = 'ADD',
  ): Promise<string> => {
    const pieces = Buffer.isBuffer(content) ? [content] : content;
    const {id} = await uploads.take(caller, {name: 'units.csv', mode, content: inPieces(pieces)});
    return id;
  };
  const until = (caller: Caller, id: string, ...states: ImportState[]): Promise<OrganisationImportJob> =>
    eventually(
      async () => {
        const job = await jobs.one(caller, id);
        if (job.state === 'FAILED' && !states.includes('FAILED'))
          throw new Error(`failed: ${JSON.stringify(job.problem)}`);
        return states.includes(job.state) ? job : undefined;
      },
      {within: 60_000},
    );
  const rows = async (id: string, outcome?: ImportOutcome): Promise<ImportRow[]> =>
    (await jobs.rows({id}, {first: 200, outcomes: outcome ? [outcome] : null})).nodes;
  return {
    bring,
    until,
    rows,
    /** What was refused, as `row: CODE in column`. */
    refusals: async (id: string): Promise<string[]> =>
      (await rows(id, 'REFUSED')).flatMap(({number, problems}) =>
        (problems ?? []).map((problem) => `${number}: ${rowProblemText(problem).code} ${problem.column}`),
      ),
    check: async (caller: Caller, content: Buffer, mode?: ImportMode) =>
      until(caller, await bring(caller, content, mode), 'CHECKED'),
    apply: async (caller: Caller, id: string) => {
      await jobs.apply(caller, id);
      return until(caller, id, 'DONE');
    },
    count: (table: string): Promise<number> =>
      database.read.query<{n: number | string}[]>(`SELECT COUNT(*) AS n FROM ${table}`).then(([{n}]) => Number(n)),
  };
}

async function* inPieces(pieces: Iterable<Buffer> | AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) yield piece;
}
