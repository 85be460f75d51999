import {randomBytes} from 'node:crypto';
import {extendSchema, parse} from 'graphql';
import {systemClock} from '@concours/kernel/clock';
import {inProcessBus} from '@concours/kernel/events/in-process-bus';
import {systemCaller, type SigningKey} from '@concours/kernel/identity';
import {createLogger} from '@concours/kernel/log';
import {PersonalVault} from '@concours/kernel/personal/vault';
import {serve} from '@concours/kernel/serve';
import {compose as organisations} from '@concours/organisations/compose';
import {compose as scoring} from '@concours/scoring/compose';
import {servePart} from './part.js';
import {openRound, type OpenRound, type RoundShape} from './vote-contest.js';

/** The two services that a vote passes through, as production runs them: each a process on a schema of its own. */
export type Role =
  | {role: 'organisations'; databaseUrl: string; key: SigningKey}
  | {role: 'scoring'; databaseUrl: string; key: SigningKey; shape: RoundShape};

/** What the benchmark adds to scoring's graph in its own process, and composes into its own supergraph: the same answer for nothing. */
export const idle = `extend type Mutation {
  doNothing(input: BallotInput!): BallotReceipt!
  answerTrue(input: BallotInput!): Boolean!
}`;

export interface RegisteredApp {
  id: string;
  secret: string;
}

const log = createLogger('bench', {level: 'silent'});
let app: RegisteredApp | undefined;
let round: OpenRound | undefined;

async function become(role: Role): Promise<{url: string}> {
  return role.role === 'organisations' ? beOrganisations(role) : beScoring(role);
}

async function beOrganisations({databaseUrl, key}: Role): Promise<{url: string}> {
  const vault = new PersonalVault([{id: 'bench', secret: randomBytes(24).toString('hex')}]);
  const settings = {setUp: false, vault};
  const service = await organisations({databaseUrl, bus: inProcessBus(log), clock: systemClock, log, settings});
  const {importing, reading, apps} = service.slices;
  await importing.import(systemCaller(), [
    {code: 'ah', parentCode: null, kind: 'FEDERATION', level: 'UNIT', nameZh: '总工会'},
  ]);
  const [unit] = await reading.byCodes(['ah']);
  const registered = await apps.register(systemCaller(), {name: 'Bench', organisationId: unit!.id});
  app = {id: registered.app.id, secret: registered.secret!};
  const {url} = await serve(service, {keys: [key]});
  return {url};
}

async function beScoring({databaseUrl, key, shape}: Extract<Role, {role: 'scoring'}>): Promise<{url: string}> {
  const settings = {reconcileEveryMs: 0, ledgerKeys: [{id: 'bench', secret: 'b'.repeat(40)}]};
  const service = await scoring({databaseUrl, bus: inProcessBus(log), clock: systemClock, log, settings});
  round = await openRound(service, shape);
  const schema = extendSchema(service.subgraph.schema, parse(idle));
  const {doNothing, answerTrue} = schema.getMutationType()!.getFields();
  doNothing!.resolve = (_, {input}: {input: {requestId: string; entryIds: string[]}}) => ({
    ...{requestId: input.requestId, remainingToday: 4, replayed: false, at: new Date()},
    accepted: input.entryIds.map((id) => ({entry: {id}, day: '2024-08-08', slot: 1})),
  });
  answerTrue!.resolve = () => true;
  const {url} = await serve({...service, subgraph: {...service.subgraph, schema}}, {keys: [key]});
  return {url};
}

servePart(become, ({ask}: {ask: 'app' | 'round'}) => (ask === 'app' ? app : round));
