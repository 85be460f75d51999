import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {until} from '../support/child.js';
import {mutationsOfTheGraph, unaudited} from '../support/audited.js';
import {engines, openHouse, type House} from './house.js';

/** Where services record: everything but resolvers, which only name fields, and tests. */
function sources(): string {
  const services = path.resolve(__dirname, '../../services');
  const files = readdirSync(services, {recursive: true, encoding: 'utf8'}).filter(
    (file) => /^\w+\/src\/.*\.ts$/.test(file) && !/\.(resolver|test)\.ts$/.test(file),
  );
  return files.map((file) => readFileSync(path.join(services, file), 'utf8')).join('\n');
}

describe('every mutation of the graph', () => {
  const written = sources();

  // that a mutation cannot change anything without a record is the guard's; that a journey's are found is the house's
  it.each(mutationsOfTheGraph())('%s is recorded under its name, or says why not', (name) => {
    if (name in unaudited) expect(unaudited[name].length).toBeGreaterThan(20);
    else expect(written.includes(`'${name}'`)).toBe(true);
  });

  it('that says why not is one that exists', () => {
    expect(Object.keys(unaudited).filter((name) => !mutationsOfTheGraph().includes(name))).toEqual([]);
  });
});

interface Row {
  action: string;
  service: string;
  seq: number;
  role: string | null;
  reason: string | null;
  after: string | null;
  requestId: string;
  actor: {name: string | null};
  organisation: {code: string} | null;
}

describe.each(engines)('a change on %s', (engine) => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse('2024-05-01T09:00:00+08:00', engine);
    await house.organise([
      {code: 'acftu.ah', parentCode: 'acftu', kind: 'FEDERATION', level: 'PROVINCE', nameZh: '安徽省总工会'},
    ]);
  }, 60_000);
  afterAll(() => house.close());

  const rows = async (filter: object): Promise<Row[]> => {
    const {auditTrail} = await house.admin.ask<{auditTrail: {nodes: Row[]}}>(
      `query ($filter: AuditFilter) {
        auditTrail(filter: $filter) {
          nodes {action service seq role reason after requestId actor {name} organisation {code}}
        }
      }`,
      {filter},
    );
    return auditTrail.nodes;
  };
  const row = async (filter: object): Promise<Row> => {
    let found: Row | undefined;
    await until('the row in the trail', async () => (found = (await rows(filter))[0]) !== undefined);
    return found!;
  };

  it('is in the trail about a second later: who, as what, for whom, in which request', async () => {
    const began = Date.now();
    await house.admin.ask('mutation ($id: ID!) {renameOrganisation(id: $id, nameZh: "安徽工会") {id}}', {
      id: house.idOf('acftu.ah'),
    });
    const renamed = await row({actions: ['renameOrganisation']});
    expect(Date.now() - began).toBeLessThan(5_000);
    expect(renamed).toMatchObject({
      service: 'organisations',
      role: 'PLATFORM_ADMIN',
      actor: {name: '管理员'},
      organisation: {code: 'acftu.ah'},
    });
    expect(renamed.after).toContain('安徽工会');
    expect(renamed.requestId.length).toBeGreaterThan(8);
  });

  it('keeps no password', async () => {
    const trail = JSON.stringify(await rows({}));
    expect(trail).toContain('signIn');
    expect(trail).not.toContain('a password of the journey');
  });
});
