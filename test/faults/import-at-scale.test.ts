import {createWriteStream} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {openDatabase} from '@concours/kernel/database';
import {csvOf, xlsxOf} from '@concours/kernel/tables/table-writer';
import {startChild, until, type Child} from '../support/child.js';

interface Far {
  state: string;
  rowCount: number;
  appliedCount: number;
  refusedCount: number;
  megabytes: number;
}

/** Cities with their counties and these with their unions, parents first. */
async function* units(count: number): AsyncGenerator<string[][]> {
  yield [['代码', '名称', '上级代码', '类型', '层级']];
  const kindOf = ['总工会', '总工会', '基层工会'];
  const levelOf = ['市级', '县区', '基层单位'];
  for (let n = 0; n < count; n += 421) {
    const city = `c${n}`;
    const rows = [[city, `第${n}市总工会`, 'ah', 0]];
    for (let county = 0; county < 20; county++) {
      rows.push([`${city}.${county}`, `${n}市第${county}县总工会`, city, 1]);
      for (let unit = 0; unit < 20; unit++)
        rows.push([`${city}.${county}.${unit}`, `${n}市${county}县第${unit}机械厂工会`, `${city}.${county}`, 2]);
    }
    yield rows
      .slice(0, count - n)
      .map(([code, name, parent, what]) =>
        [code, name, parent, kindOf[Number(what)], levelOf[Number(what)]].map(String),
      );
  }
}

describe('imports of many units, by a process of their own', () => {
  let folder: string;
  let child: Child | undefined;
  let far: Far | undefined;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'concours-import-'))));
  afterEach(async () => {
    await child?.stop();
    await rm(folder, {recursive: true, force: true});
  });
  const databaseUrl = () => `sqlite:${join(folder, 'organisations.db')}`;

  /** Its heap may hold no more than the rows of a file that are looked at together, and what is known of the others' places. */
  const start = (more: Record<string, string>): void => {
    far = undefined;
    const register = resolve(__dirname, '../support/register.cjs');
    const program = ['--max-old-space-size=160', '-r', register, resolve(__dirname, 'import-process.ts')];
    child = startChild(process.execPath, program, {
      env: {...process.env, DATABASE_URL: databaseUrl(), ...more},
      onLine: (line) => (far = JSON.parse(line) as Far),
    });
  };
  const comesTo = (what: (now: Far) => boolean): Promise<true> =>
    until('the import', async () => far !== undefined && what(far), {child, timeoutMs: 280_000});
  const fileOf = async (format: 'CSV' | 'XLSX', count: number): Promise<string> => {
    const file = join(folder, `units.${format}`);
    const content = format === 'CSV' ? csvOf(units(count)) : xlsxOf(units(count), '单位');
    await pipeline(Readable.from(content, {objectMode: false}), createWriteStream(file));
    return file;
  };

  test.each(['CSV', 'XLSX'] as const)(
    '100,000 rows of %s are read and checked in a heap of 160 MB',
    async (format) => {
      start({FILE: await fileOf(format, 100_000)});
      await comesTo(({state}) => state === 'CHECKED' || state === 'FAILED');
      expect(far).toMatchObject({state: 'CHECKED', rowCount: 100_000, refusedCount: 0});
      expect(far?.megabytes).toBeLessThan(500);
    },
    300_000,
  );

  test('killed in the middle of applying, it goes on where it was, and nothing is there twice', async () => {
    const COUNT = 12_000;
    start({FILE: await fileOf('CSV', COUNT), APPLY: 'yes'});
    for (const least of [1, 3_000]) {
      await comesTo(({appliedCount}) => appliedCount >= least);
      child?.process.kill('SIGKILL');
      await child?.exited;
      start({});
    }
    await comesTo(({state}) => state === 'DONE');
    expect(far).toMatchObject({appliedCount: COUNT, refusedCount: 0});
    await child?.stop();
    const database = await openDatabase({url: databaseUrl(), name: 'organisations', entities: [], migrations: []});
    const [counts] = await database.read.query<Record<string, number>[]>(
      `SELECT (SELECT COUNT(*) FROM organisation WHERE code <> 'ah') AS units,
        (SELECT COUNT(*) FROM outbox WHERE type = 'OrganisationChanged') - 1 AS events,
        (SELECT COUNT(DISTINCT position) FROM organisation) - 1 AS places`,
    );
    await database.close();
    expect(counts).toEqual({units: COUNT, events: COUNT, places: COUNT});
  }, 300_000);
});
