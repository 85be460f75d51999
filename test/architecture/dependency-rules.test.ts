import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join, resolve} from 'node:path';

const root = resolve(__dirname, '../..');
const rules = join(root, 'test/architecture/dependency-rules.cjs');

/** Each rule's smallest offence: the file, what it imports, and what it must not be confused with. */
const offences: {rule: string; file: string; imports: string}[] = [
  {rule: '1-no-cycles', file: 'services/scoring/src/ballots/ballot.ts', imports: './tally.js'},
  {
    rule: '2-services-apart',
    file: 'services/scoring/src/entries/entry.ts',
    imports: '@concours/submissions/works/work',
  },
  {rule: '2-only-embedded-starts-services', file: 'services/kernel/src/serve.ts', imports: '@concours/gateway/main'},
  {rule: '3-kernel-knows-no-service', file: 'services/kernel/src/serve.ts', imports: '@concours/gateway/main'},
  {rule: '2-gateway-apart', file: 'gateway/src/live/plan.ts', imports: '@concours/submissions/works/work'},
  {rule: '3-schema-stands-alone', file: 'schema/src/events.ts', imports: '@concours/kernel/ids'},
  {rule: '4-rules-are-pure', file: 'services/scoring/src/ballots/ballot.rules.ts', imports: 'node:crypto'},
  {rule: '4-rules-are-pure', file: 'services/scoring/src/ballots/tally.rules.ts', imports: '@concours/kernel/ids'},
  {
    rule: '4-rules-know-no-service',
    file: 'services/scoring/src/ballots/cap.rules.ts',
    imports: 'type ./ballot.service.js',
  },
  {
    rule: '5-services-know-no-resolver',
    file: 'services/scoring/src/ballots/ballot.service.ts',
    imports: './ballot.resolver.js',
  },
  {
    rule: '6-slices-meet-at-entity-service-events',
    file: 'services/scoring/src/judging/sheet.service.ts',
    imports: '../ballots/ballot.inputs.js',
  },
  {rule: 'ui-knows-no-graph-and-no-route', file: 'admin-web/src/ui/table.ts', imports: '../app/router.js'},
  {
    rule: 'no-test-code-in-the-product',
    file: 'services/kernel/src/page.ts',
    imports: '@concours/kernel/testing/scratch',
  },
  {rule: 'no-unresolvable', file: 'services/kernel/src/log.ts', imports: './nowhere.js'},
];

/** What is allowed, and lies close to an offence. */
const allowed: {file: string; imports: string}[] = [
  {file: 'services/scoring/src/ballots/window.rules.ts', imports: '@concours/schema/words'},
  {file: 'services/scoring/src/ballots/kind.rules.ts', imports: 'type ./stage.js'},
  {file: 'services/scoring/src/judging/sheet.resolver.ts', imports: '../ballots/ballot.service.js'},
  {file: 'services/scoring/src/judging/sheet.events.ts', imports: '../ballots/stage.js'},
  {file: 'services/scoring/src/judging/sheet.service.test.ts', imports: '../ballots/ballot.inputs.js'},
  {file: 'services/embedded/src/main.ts', imports: '@concours/submissions/works/work'},
  {file: 'services/scoring/src/ballots/tally.ts', imports: './ballot.js'},
  {file: 'services/kernel/testing/scratch.ts', imports: '../src/ids.js'},
];

const targets = [
  'services/submissions/src/works/work.ts',
  'services/scoring/src/ballots/ballot.inputs.ts',
  'services/scoring/src/ballots/ballot.resolver.ts',
  'services/scoring/src/ballots/stage.ts',
  'services/kernel/src/ids.ts',
  'gateway/src/main.ts',
  'schema/src/words.ts',
  'admin-web/src/app/router.ts',
];

let folder: string;
let found: {rule: string; file: string}[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'concours-rules-'));
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, file)), {recursive: true});
    writeFileSync(join(folder, file), text);
  };
  for (const file of targets) write(file, 'export const here = 1;\n');
  const lines: Record<string, string> = {};
  for (const {file, imports} of [...offences, ...allowed]) {
    const [, type, name] = /^(type )?(.*)$/.exec(imports)!;
    const line = `import ${type ?? ''}* as x${imports.length} from '${name}';\nexport const y = x${imports.length};\n`;
    if (!lines[file]?.includes(line)) lines[file] = (lines[file] ?? '') + line;
  }
  Object.entries(lines).forEach(([file, text]) => write(file, text));
  const names = ['kernel/testing', 'kernel/src', 'submissions/src'].map((place) => `services/${place}`);
  const alias = Object.fromEntries(
    [...names, 'gateway/src', 'schema/src'].map((place) => [
      `@concours/${place.replace('services/', '').replace('/src', '')}`,
      join(folder, place),
    ]),
  );
  write('aliases.cjs', `module.exports = {resolve: {alias: ${JSON.stringify(alias)}}};`);
  write(
    'rules.cjs',
    `const rules = require(${JSON.stringify(rules)});
     module.exports = {...rules, options: {...rules.options, webpackConfig: {fileName: ${JSON.stringify(join(folder, 'aliases.cjs'))}}}};`,
  );
  const bin = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const cruise = spawnSync(
    process.execPath,
    [bin, '--config', 'rules.cjs', '--output-type', 'json', 'services', 'gateway', 'schema', 'admin-web'],
    {cwd: folder, encoding: 'utf8', maxBuffer: 64_000_000},
  );
  if (!cruise.stdout.startsWith('{')) throw new Error(cruise.stderr);
  const report = JSON.parse(cruise.stdout) as {summary: {violations: {rule: {name: string}; from: string}[]}};
  found = report.summary.violations.map(({rule, from}) => ({rule: rule.name, file: from}));
});

afterAll(() => rmSync(folder, {recursive: true, force: true}));

test.each(offences)('$rule refuses $file → $imports', ({rule, file}) => {
  expect(found).toContainEqual({rule, file});
});

test('every rule has an offence that shows it can fail', () => {
  const named = (require(rules) as {forbidden: {name: string}[]}).forbidden.map(({name}) => name);
  expect([...new Set(offences.map(({rule}) => rule))].sort()).toEqual(named.sort());
});

test('nothing but the offences is refused', () => {
  const expected = offences.map(({rule, file}) => `${file}: ${rule}`);
  expect(found.map(({rule, file}) => `${file}: ${rule}`).filter((line) => !expected.includes(line))).toEqual([]);
});
