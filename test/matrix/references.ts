import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {anonymous, ENVELOPE_HEADER, signEnvelope, type Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {personId} from '@concours/schema/personal';
import {keys} from '../federation/siege.js';
import type {Asker, Finding} from './asking.js';
import {spotName} from './asking.js';
import {places} from './places.js';
import {anybody, may, type Ref} from './rows.js';
import {rows} from './tables.js';
import type {World} from './world-rows.js';

type Service = keyof World['siege']['subgraphs'];

interface ReferenceTable {
  rows: (world: World) => Ref[] | Promise<Ref[]>;
  seen: (asker: Asker, ref: Ref) => boolean;
  /** One field, that would tell. */
  field: string;
  /** Another service's type, to which this one adds something: whether it exists is not its to say. */
  added?: true;
}

const row = (type: string, field: string): ReferenceTable => ({rows: rows[type]!.rows, seen: rows[type]!.seen, field});
const everywhere = (type: string, field: string): ReferenceTable => ({...row(type, field), seen: anybody});
const ofCampaigns: ReferenceTable = {
  rows: ({campaign}) => Object.entries(campaign).map(([, id]) => ({id})),
  seen: anybody,
  field: 'id',
};

/** Seen by oneself, and by who answers for persons at a root of the tree: by nobody of the matrix. */
const personFile: ReferenceTable = {
  rows: ({accounts}) => accounts.map(({id, ...spot}) => ({...spot, id: personId({contacts: [], accounts: [id]})})),
  seen: () => false,
  field: 'id',
};
/** An id is all that is known of it there: what is added to it is looked up by it. */
const unitsAlone = ({unit}: World): Ref[] => places.map((place) => ({unit: place, id: unit(place)}));

/** Each type that one service answers others for. Who may see a row sees it by reference, and nobody else. */
export const references: Record<string, ReferenceTable> = {
  'organisations.PersonFile': personFile,
  'scoring.PersonFile': {...personFile, field: 'judgingData'},
  'campaigns.PersonFile': {...personFile, field: 'hostContactsData'},
  'submissions.PersonFile': {...personFile, field: 'worksData'},
  'campaigns.ActivityReport': row('ActivityReport', 'title'),
  'campaigns.Campaign': everywhere('Campaign', 'key'),
  'campaigns.Organisation': {...everywhere('Organisation', 'id'), rows: unitsAlone, added: true},
  'submissions.Organisation': {...everywhere('Organisation', 'id'), rows: unitsAlone, added: true},
  'campaigns.Plan': {...ofCampaigns, field: 'id'},
  'campaigns.Stage': {...ofCampaigns, rows: (world) => parts(world, 'intake'), field: 'key'},
  'campaigns.Track': {...ofCampaigns, rows: (world) => parts(world, 'song'), field: 'key'},
  'campaigns.Metric': {...ofCampaigns, rows: (world) => parts(world, 'events'), field: 'key'},
  'organisations.Account': row('Account', 'displayName'),
  // walls and tallies show names of bodies to people who are not signed in
  'organisations.Organisation': everywhere('Organisation', 'code'),
  // what would be touched is looked up for the campaign it names, for who may apply it there
  'scoring.DefinitionPlan': {...ofCampaigns, added: true},
  'submissions.DefinitionPlan': {...ofCampaigns, added: true},
  'scoring.Round': everywhere('Round', 'key'),
  'scoring.Entry': everywhere('Entry', 'number'),
  'scoring.Campaign': {...ofCampaigns, added: true},
  'submissions.Submission': row('Submission', 'title'),
  'submissions.Asset': {
    rows: async ({siege, works}) => {
      const assets: {id: string; submissionId: string}[] = await siege.services.submissions.database.read.query(
        'SELECT id, submissionId FROM asset',
      );
      return assets.flatMap(({id, submissionId}) => {
        const work = works.find((each) => each.id === submissionId);
        return work && work.state !== 'SHORTLISTED' ? [{...work, id}] : [];
      });
    },
    seen: may('work.read', 'screening.read'),
    field: 'fileName',
  },
  'submissions.Campaign': {...ofCampaigns, added: true},
  'submissions.Track': {...ofCampaigns, rows: (world) => parts(world, 'song'), added: true},
};

const parts = ({campaign}: World, key: string): Ref[] => Object.values(campaign).map((id) => ({id: `${id}:${key}`}));

/** Types with keys that a service resolves, from what it says of itself. */
export function resolvable(): string[] {
  const folder = path.resolve(__dirname, '../../schema/subgraphs');
  return readdirSync(folder).flatMap((file) =>
    [
      ...readFileSync(path.join(folder, file), 'utf8').matchAll(
        /^type (\w+) [^{]*@key\(fields: "id(?: \w+)*"(, resolvable: false)?\)/gm,
      ),
    ]
      .filter(([, , not]) => !not)
      .map(([, type]) => `${file.replace('.graphql', '')}.${type}`),
  );
}

/** Past the gateway, as a service would be asked by one that was taken over: forged references under the caller's envelope. */
export async function tryReferences(world: World, asker: Asker, name: string): Promise<Finding[]> {
  const [service = '', type = ''] = name.split('.');
  const table = references[name]!;
  const refs = await table.rows(world);
  const caller = await callerOf(world, asker);
  const findings: Finding[] = [];
  for (let from = 0; from < refs.length; from += 100) {
    const some = refs.slice(from, from + 100);
    const found = await ask(world, service as Service, caller, type, table.field, [...some.map(({id}) => id), newId()]);
    if (tells(found.at(-1)) && !table.added)
      findings.push(finding(asker, name, 'what does not exist', 'null', 'there'));
    for (const [n, ref] of some.entries()) {
      const [expected, got] = [table.seen(asker, ref), tells(found[n])].map((there) => (there ? 'there' : 'null'));
      if (expected !== got) findings.push(finding(asker, name, spotName(ref), expected!, got!));
    }
  }
  return findings;
}

/** Something of it, not only an empty list in its place. */
const tells = (found: unknown): boolean =>
  Object.values(found ?? {}).some((value) => value !== null && !(Array.isArray(value) && value.length === 0));

const finding = (asker: Asker, name: string, place: string, expected: string, got: string): Finding => ({
  ...{field: `_entities of ${name}`, asker: asker.name, place, expected, got},
});

async function callerOf({siege}: World, asker: Asker): Promise<Caller> {
  const credentials = asker.credentials ?? {};
  const found = await siege.services.organisations.slices.identity.resolve(credentials, newId());
  return found ?? anonymous(newId());
}

async function ask(
  {siege}: World,
  service: Service,
  caller: Caller,
  type: string,
  field: string,
  ids: string[],
): Promise<unknown[]> {
  const query = `query ($r: [_Any!]!) {_entities(representations: $r) {... on ${type} {${field}}}}`;
  const body = JSON.stringify({query, variables: {r: ids.map((id) => ({__typename: type, id}))}});
  const [key] = keys;
  const response = await fetch(`${siege.subgraphs[service]}/graphql`, {
    method: 'POST',
    headers: {'content-type': 'application/json', [ENVELOPE_HEADER]: signEnvelope({caller, key: key!, body})},
    body,
  });
  const {data, errors} = (await response.json()) as {
    data?: {_entities: unknown[]};
    errors?: {extensions?: {code?: string}}[];
  };
  // what may not be null takes all along when it is refused
  if (errors?.every(({extensions}) => ['NOT_PERMITTED', 'NOT_SIGNED_IN'].includes(extensions?.code ?? '')))
    return ids.map(() => null);
  if (errors || !data) throw new Error(`${service}: ${JSON.stringify(errors)}`);
  return data._entities;
}
