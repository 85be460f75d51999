import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {seal} from './standings/bundle.rules.js';

const register = path.resolve(__dirname, '../../../test/support/register.cjs');
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('npm run verify', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(path.join(tmpdir(), 'concours-verify-'))));
  afterAll(() => rmSync(folder, {recursive: true}));

  const run = (bundle: unknown, ...digest: string[]) => {
    const file = path.join(folder, 'bundle.json');
    writeFileSync(file, typeof bundle === 'string' ? bundle : JSON.stringify(bundle));
    return spawnSync(process.execPath, ['-r', register, path.join(__dirname, 'verify.ts'), file, ...digest], {
      encoding: 'utf8',
    });
  };
  const entry = (id: string, quiz: string) => ({
    id,
    number: id,
    submissionId: id,
    organisationId: 'o',
    submittedAt: '',
    votes: 0,
    sheets: {},
    points: {quiz},
    carried: {},
  });
  const {bundle, digest} = seal(
    {
      campaign: {id: 'c', key: 'c', definitionVersion: 1},
      rules: {
        key: 'r',
        name: 'R',
        track: 't',
        stage: 's',
        entries: {shortlist: true},
        components: [{key: 'quiz', name: 'Quiz', weight: 100, from: 'CLERK', most: 100}],
        ties: ['LOT'],
      },
      seed: 'seed',
      entries: [entry('a', '80'), entry('b', '90.5')],
    },
    hash,
  );

  test('recomputes a bundle and finds it right, with the digest that was published', () => {
    const {status, stdout} = run(bundle, digest);
    expect(stdout).toContain(`2 rows recomputed from 2 entries: all equal\ndigest ${digest}`);
    expect(status).toBe(0);
  });

  test('names a row that does not follow from the inputs, and a digest that is another', () => {
    const changed = {...bundle, rows: [{...bundle.rows[0]!, total: '99.0000'}, bundle.rows[1]!]};
    const {status, stdout} = run(changed, digest);
    expect(stdout).toContain('row 1: stated');
    expect(stdout).toContain(`but ${digest} was published`);
    expect(status).toBe(1);
  });

  test('says what is wrong with a file that is none', () => {
    const {status, stderr} = run('{');
    expect([status, stderr]).toEqual([2, expect.stringContaining('JSON')]);
  });
});
