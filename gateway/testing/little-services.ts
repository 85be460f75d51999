import type {IncomingMessage, ServerResponse} from 'node:http';
import {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {composeServices} from '@apollo/composition';
import {parse} from 'graphql';
import type {Caller, CallerGrant} from '@concours/kernel/identity';
import {notPermitted} from '@concours/kernel/refusal';
import type {SubgraphName} from '../src/compose.js';
import {Channel} from './channel.js';
import type {SubgraphSpec} from './little-subgraph.js';

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\n`;
const works = Array.from({length: 300}, (_, i) => ({id: `s${i}`, title: `作品 ${i}`}));

export interface TallyEvent {
  kind: string;
  epoch: string;
  revision: number;
  total: number;
  /** When it was pushed, for those who measure. */
  takenAt?: string;
  entries: {id: string; votes: number; submission: {id: string}; organisation: {id: string}}[];
}

export const entry = (i: number, votes: number): TallyEvent['entries'][number] => ({
  id: `e${i}`,
  votes,
  submission: {id: `s${i}`},
  organisation: {id: `o${i % 3}`},
});

export const account = (id: string, ...grants: CallerGrant[]): Omit<Caller, 'requestId'> => ({
  kind: 'account',
  id,
  name: id,
  grants,
});

/** What the small services know, in the hands of a test. */
export class LittleState {
  /** Tokens that organisations knows; taking one out ends its session. */
  readonly sessions = new Map<string, Omit<Caller, 'requestId'>>();
  /** How often it was asked who somebody is. */
  identityQuestions = 0;
  readonly tally = new Channel<TallyEvent>();
  /** Events without a protocol: nothing can be added up. */
  readonly ticks = new Channel<number>();
  readonly uploads: {frame: string; bytes: number; caller: Caller}[] = [];
  /** What a new listener of the tally hears first. */
  snapshot: TallyEvent = {kind: 'SNAPSHOT', epoch: 'a', revision: 1, total: 3, entries: [entry(0, 1), entry(1, 2)]};
}

/** Four small services with the joins of the large ones. */
export function littleServices(state: LittleState): Record<SubgraphName, SubgraphSpec> {
  const {sessions, uploads, tally, ticks} = state;
  return {
    organisations: {
      name: 'organisations',
      sdl: `${link} type Query { viewer: Viewer!  organisation(id: ID!): Organisation  boom: String }
        type Viewer { kind: String!  name: String  grants: Int!  voter: String  device: String }
        type Organisation @key(fields: "id") { id: ID!  shortName: String!  parent: Organisation }`,
      resolvers: {
        Query: {
          viewer: (_p, _a, {caller}) => ({...caller, grants: caller.grants.length, voter: caller.voter?.id}),
          organisation: (_p, {id}: {id: string}) => ({id}),
          boom: () => {
            throw new Error('ER_DUP_ENTRY at 10.1.2.3:3306 for +86 138 0000 0000');
          },
        },
        Organisation: {
          __resolveReference: ({id}: {id: string}) => ({id}),
          shortName: ({id}: {id: string}) => `单位 ${id}`,
          parent: () => ({id: 'root'}),
        },
      },
      route: async (request, response, caller, body) => {
        if (/^\/(im|ex)ports\//.test(request.url ?? '')) return storeRoute(uploads, request, response, caller);
        if (request.url === '/internal/identity') state.identityQuestions += 1;
        internalRoute(sessions, request, response, String(body));
      },
    },
    submissions: {
      name: 'submissions',
      sdl: `${link} type Query { submission(id: ID!): Submission  secret: String }
        type Submission @key(fields: "id") { id: ID!  title: String!  organisation: Organisation! }
        type Organisation @key(fields: "id", resolvable: false) { id: ID! }`,
      resolvers: {
        Query: {
          submission: (_p, {id}: {id: string}) => works.find((work) => work.id === id),
          secret: () => {
            throw notPermitted();
          },
        },
        Submission: {
          __resolveReference: ({id}: {id: string}) => works.find((work) => work.id === id),
          organisation: ({id}: {id: string}) => ({id: `o${Number(id.slice(1)) % 3}`}),
        },
      },
      route: (request, response, caller) => storeRoute(uploads, request, response, caller),
    },
    scoring: {
      name: 'scoring',
      sdl: `${link} type Query { round(id: ID!): Round }
        type Mutation { cast(id: ID!): Int! }
        type Round @key(fields: "id") { id: ID!  entries(first: Int! = 50): EntryPage! }
        type EntryPage { nodes: [Entry!]! }
        type Entry { id: ID!  votes: Int!  round: Round!  submission: Submission!  organisation: Organisation! }
        type Submission @key(fields: "id", resolvable: false) { id: ID! }
        type Organisation @key(fields: "id", resolvable: false) { id: ID! }
        type TallyEvent { kind: String!  epoch: String!  revision: Int!  takenAt: String  total: Int!  entries: [Entry!]! }
        type Subscription { roundTally(roundId: ID!): TallyEvent!  tick: Int!  mine: TallyEvent! }`,
      resolvers: {
        Query: {round: (_p, {id}: {id: string}) => ({id})},
        Mutation: {cast: () => 1},
        Round: {
          entries: ({id}: {id: string}, {first}: {first: number}) => ({
            nodes: Array.from({length: Math.min(first, 200)}, (_, i) => ({...entry(i, i), round: {id}})),
          }),
        },
        Subscription: {
          roundTally: {
            subscribe: (_p, {roundId}: {roundId: string}) => {
              if (roundId === 'hidden') throw notPermitted();
              return tally.listen([state.snapshot]);
            },
            resolve: (event: TallyEvent) => event,
          },
          tick: {subscribe: () => ticks.listen([]), resolve: (n: number) => n},
          mine: {subscribe: () => tally.listen([state.snapshot]), resolve: (event: TallyEvent) => event},
        },
      },
    },
    campaigns: {
      name: 'campaigns',
      sdl: `${link} type Query { campaigns: [String!]! }`,
      resolvers: {Query: {campaigns: () => ['一', '二']}},
      route: (request, response, caller) => storeRoute(uploads, request, response, caller),
    },
  };
}

/** The supergraph. Addresses come from the gateway's settings. */
export function composed(specs: Record<SubgraphName, SubgraphSpec>): string {
  const services = Object.values(specs).map(({name, sdl}) => ({
    name,
    typeDefs: parse(sdl),
    url: `http://${name}.invalid`,
  }));
  const {supergraphSdl, errors} = composeServices(services);
  if (!supergraphSdl) throw new Error(String(errors));
  return supergraphSdl;
}

function internalRoute(
  sessions: LittleState['sessions'],
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
): void {
  const question = JSON.parse(body) as Record<string, string | undefined>;
  const send = (status: number, body: object): void => void response.writeHead(status).end(JSON.stringify(body));
  const begin = (name: string): void => {
    const token = `token-of-${name}`;
    const ends = {tokenExpiresAt: '2099-01-01T00:00:00Z', expiresAt: '2099-01-01T12:00:00Z'};
    sessions.set(token, account(name));
    send(200, {token, refreshToken: `refresh-of-${name}`, ...ends, viewer: {name}});
  };
  if (request.url === '/internal/identity') {
    const shown = question.token ?? question.session;
    const known = shown === undefined ? undefined : sessions.get(shown);
    const voter = {kind: 'voter', id: null, name: null, grants: [], voter: {app: 'app', id: 'v1'}};
    if (question.voterToken === 'voter-1') return send(200, {caller: voter});
    if (question.voterToken === 'voter-with-device') return send(200, {caller: {...voter, device: 'app:telephone'}});
    return known ? send(200, {caller: known}) : send(404, {code: 'NOT_FOUND'});
  }
  if (request.url === '/internal/voter/exchange') {
    const good = question.token === 'vouched-for';
    if (!good) return send(400, {code: 'VOTER_TOKEN_INVALID', text: {zh: '无效', en: 'not valid'}, facts: {}});
    sessions.set('visit', {kind: 'voter', id: 'app:v1', name: null, grants: [], voter: {app: 'app', id: 'v1'}});
    return send(200, {token: 'visit', expiresAt: '2099-01-01T02:00:00Z'});
  }
  if (request.url === '/internal/voter/demo') return send(404, {});
  if (request.url === '/internal/voter/end') {
    sessions.delete(question.token ?? '');
    return send(200, {});
  }
  if (request.url === '/internal/refresh') {
    const name = /^refresh-of-(\w+)$/.exec(question.refreshToken ?? '')?.[1];
    return name === undefined ? send(401, {code: 'SESSION_INVALID'}) : begin(name);
  }
  if (request.url === '/internal/sign-out') {
    sessions.delete(question.token ?? '');
    return send(200, {});
  }
  if (question.challenge !== undefined) {
    return question.code === '123456' ? begin('factor') : send(401, {code: 'SECOND_FACTOR_REFUSED'});
  }
  if (question.name === 'factor') return send(401, {code: 'SECOND_FACTOR_NEEDED', facts: {challenge: 'c1'}});
  if (question.name === 'throttled') return send(429, {code: 'SIGN_IN_THROTTLED'});
  if (question.password !== 'right') return send(401, {code: 'SIGN_IN_REFUSED'});
  begin(question.name ?? '');
}

/** A store that counts: POST and PATCH take bytes, GET gives as many as the path says. */
async function storeRoute(
  uploads: LittleState['uploads'],
  request: IncomingMessage,
  response: ServerResponse,
  caller: Caller,
): Promise<void> {
  const frame = `${request.method} ${request.url}`;
  if (request.method === 'GET') {
    const wanted = Number(/(\d+)(\?|$)/.exec(request.url ?? '')?.[1] ?? 0);
    response.writeHead(200, {
      'content-type': 'video/mp4',
      'content-length': wanted,
      'content-security-policy': 'sandbox',
    });
    const upload = {frame, bytes: 0, caller};
    uploads.push(upload);
    const chunk = Buffer.alloc(64 * 1024, 1);
    const parts = function* () {
      for (; upload.bytes < wanted;) {
        const part = chunk.subarray(0, Math.min(chunk.length, wanted - upload.bytes));
        upload.bytes += part.length;
        yield part;
      }
    };
    await pipeline(Readable.from(parts(), {objectMode: false, highWaterMark: 64 * 1024}), response).catch(
      () => undefined,
    );
    return;
  }
  if (request.url?.endsWith('refused'))
    return void response.writeHead(413, {'content-type': 'application/json'}).end('{"code":"FILE_TOO_LARGE"}');
  const upload = {frame, bytes: 0, caller};
  uploads.push(upload);
  request.on('data', (chunk: Buffer) => (upload.bytes += chunk.length));
  await Promise.race([once(request, 'end'), once(request, 'close')]);
  response.writeHead(201, {
    location: 'http://internal.invalid:9/files/u1?x=1',
    'tus-resumable': '1.0.0',
    'upload-offset': upload.bytes,
  });
  response.end();
}

function once(emitter: NodeJS.EventEmitter, event: string): Promise<void> {
  return new Promise((resolve) => emitter.once(event, () => resolve()));
}
