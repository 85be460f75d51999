import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Caller} from '@concours/kernel/identity';
import {inputInvalid, notFound} from '@concours/kernel/refusal';
import type {Route} from '@concours/kernel/serve';
import {answering, sendFile} from '@concours/kernel/serving/downloads';
import {sendJson} from '@concours/kernel/serving/wire';
import {csvOf, type WrittenCell, xlsxOf} from '@concours/kernel/tables/table-writer';
import type {Rounds, RoundView} from '../rounds/round.service.js';
import {columnHeads} from './counts-table.rules.js';
import {type ExternalFiles, MOST_BYTES} from './external-files.service.js';
import type {ExternalVoteImports} from './external-votes.service.js';
import {externalFileRefused} from './external-votes.refusals.js';

const PLACE = /^\/imports\/rounds\/([0-9A-Z]{26})\/([a-z0-9-]{1,40})\/(?:(template)|files(?:\/([0-9A-Z]{26}))?)$/;
const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
const statusOf = {EXTERNAL_FILE_REFUSED: 413};

interface Parts {
  rounds: Rounds;
  imports: ExternalVoteImports;
  files: ExternalFiles;
}

/**
 * Files of votes held elsewhere, below `/imports/rounds/<campaign>/<round key>`: `POST …/files?name=` takes a table or evidence (its
 * bytes are the body) and answers its id; `GET …/files/<id>` gives it back, to be saved; `GET …/template?format=&language=` is a
 * table with every entry and room for its votes. By the cookie or the bearer key, as the graph.
 */
export function externalVotesRoute({rounds, imports, files}: Parts): Route {
  const take = async (req: IncomingMessage, res: ServerResponse, caller: Caller, view: RoundView, name: string) => {
    files.demand(caller, view);
    if (Number(req.headers['content-length'] ?? 0) > MOST_BYTES) throw externalFileRefused({most: MOST_BYTES});
    // a refusal in the middle must still be answered: the library's iterator would end the connection
    const content = req.iterator({destroyOnReturn: false}) as AsyncIterable<Buffer>;
    const {id, sha256, size} = await files.take(caller, view, name, content);
    sendJson(res, 201, {id, sha256, size});
  };
  const give = async (res: ServerResponse, caller: Caller, view: RoundView, id: string): Promise<void> => {
    const file = await files.find(caller, view, id);
    if (!file) throw notFound();
    await sendFile(res, {name: file.name, type: file.type, content: files.content(file.id)});
  };
  const template = async (res: ServerResponse, caller: Caller, view: RoundView, url: URL): Promise<void> => {
    files.demand(caller, view);
    const format = url.searchParams.get('format') ?? 'xlsx';
    if (format !== 'csv' && format !== 'xlsx') throw inputInvalid({field: 'format'});
    const language = url.searchParams.get('language') === 'en' ? 'en' : 'zh';
    const listed = (await imports.countedEntries(view)).filter(({withdrawn}) => !withdrawn);
    const batches = async function* (): AsyncGenerator<WrittenCell[][]> {
      yield [[columnHeads.number[language], columnHeads.title[language], columnHeads.votes[language]]];
      yield listed.map(({number, title}) => [number, title, '']);
    };
    const content = format === 'csv' ? csvOf(batches()) : xlsxOf(batches(), columnHeads.votes[language]);
    await sendFile(res, {name: `${view.campaign.key}-${view.round.key}.${format}`, type: types[format], content});
  };
  return {
    prefix: '/imports/rounds',
    handle: (req, res, caller) =>
      answering(req, res, statusOf, async (url) => {
        const [, campaign, key, isTemplate, id] = PLACE.exec(url.pathname) ?? [];
        if (campaign === undefined) throw notFound();
        const view = await rounds.viewById(`${campaign}:${key}`);
        if (req.method === 'GET' && isTemplate) return template(res, caller, view, url);
        if (req.method === 'GET' && id !== undefined) return give(res, caller, view, id);
        if (req.method !== 'POST' || isTemplate || id !== undefined) throw notFound();
        return take(req, res, caller, view, url.searchParams.get('name') ?? '');
      }),
  };
}
