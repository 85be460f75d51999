import {execFileSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {basename, join, resolve} from 'node:path';

const root = resolve(__dirname, '../..');

/** What git knows or would take, so that nobody's build or data counts. */
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && existsSync(join(root, file)));

const lines = (file: string): number => readFileSync(join(root, file), 'utf8').split('\n').length - 1;
const backend = files.filter((file) => /^(services|gateway|schema)\/.*\.ts$/.test(file));

test('the top level holds what was agreed and nothing else', () => {
  const agreed = [
    ...['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml', 'tsconfig.base.json', 'bootstrap.mjs', 'README.md'],
    ...['services', 'gateway', 'admin-web', 'schema', 'test'],
  ];
  const top = new Set(files.map((file) => file.split('/')[0]).filter((name) => !name.startsWith('.')));
  expect([...top].filter((name) => !agreed.includes(name))).toEqual([]);
});

test('files are called noun.role.ts in kebab-case, migrations by their time', () => {
  const fits = /^([a-z0-9]+(-[a-z0-9]+)*)(\.[a-z0-9-]+)*\.ts$/;
  expect(backend.filter((file) => !fits.test(basename(file)))).toEqual([]);
  const migrations = backend.filter((file) => file.includes('/migrations/'));
  expect(migrations.filter((file) => !/^\d{10,}-[a-z0-9-]+\.ts$/.test(basename(file)))).toEqual([]);
});

test('there are no barrels and no drawers for odds and ends', () => {
  const odd = /^(index|utils?|helpers?|common|misc|manager)(\.[a-z-]+)*\.ts$/;
  expect(files.filter((file) => odd.test(basename(file)))).toEqual([]);
});

test('a service file stays under 300 lines', () => {
  expect(backend.filter((file) => file.endsWith('.service.ts') && lines(file) > 300)).toEqual([]);
});

test('95 of 100 files stay under 250 lines', () => {
  const long = backend.filter((file) => lines(file) > 250);
  expect({long, tolerated: Math.floor(backend.length / 20)}).toEqual({
    long: long.slice(0, Math.floor(backend.length / 20)),
    tolerated: Math.floor(backend.length / 20),
  });
});

test('an optional input says in its type that it may be null, as a client may send it', () => {
  const silent = backend
    .filter((file) => file.endsWith('.inputs.ts'))
    .flatMap((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      const optional = text.matchAll(/nullable: true[^;]*?\n {2}(\w+)\?: ([^;=]+);/g);
      return [...optional].filter(([, , type]) => !type!.includes('null')).map(([, name]) => `${file}: ${name}`);
    });
  expect(silent).toEqual([]);
});

describe('who may do what', () => {
  const decides = /import \{[^}]*\b(may|demand|scopesOf|mayUntil|grantFor)\b[^}]*\} from '@concours\/kernel\/scope'/;
  const ofServices = backend.filter(
    (file) => /^services\/(organisations|campaigns|submissions|scoring)\/src\//.test(file) && !file.includes('.test.'),
  );
  const text = (file: string): string => readFileSync(join(root, file), 'utf8');

  test('is decided by services: what takes and gives in the graph holds neither a decision nor a role', () => {
    const graph = ofServices.filter((file) => /\.(resolver|ext|reference|inputs)\.ts$/.test(file));
    expect(graph.filter((file) => decides.test(text(file)) || /permissions\[/.test(text(file)))).toEqual([]);
  });

  test('is decided by services alone: what stands beside them asks nothing about rights', () => {
    const others = ofServices.filter((file) => !file.endsWith('.service.ts') && decides.test(text(file)));
    expect(others).toEqual([]);
  });

  test('names roles in the one table: services ask for permissions', () => {
    const naming = /roles: \[\s*'[A-Z_]+'/;
    expect(ofServices.filter((file) => naming.test(text(file)))).toEqual([]);
  });
});
