// Everything `npm test` does after install and build: Debian packages, checks, tests, and one closing line with counts.
import {spawn, spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createInterface} from 'node:readline';
import {runChecks} from './architecture/check.mjs';

const root = path.resolve(import.meta.dirname, '..');
const counts = {passed: 0, failed: 0, skipped: 0};

const needed = [
  {name: 'mariadb-server', present: () => onPath('mariadbd')},
  {name: 'redis-server', present: () => onPath('redis-server')},
  {name: 'chromium', present: () => onPath('chromium') || onPath('chromium-browser')},
  {name: 'fonts-noto-cjk', present: () => spawnSync('fc-list', [':lang=zh', 'family']).stdout?.length > 0},
];

function onPath(program) {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/usr/bin', '/usr/local/sbin'];
  return folders.some((folder) => existsSync(path.join(folder, program)));
}

/** A database, a browser and a font for Chinese pages: installed where this user may, named where not. */
function installPackages() {
  const missing = needed.filter((each) => !each.present()).map((each) => each.name);
  if (missing.length === 0) return true;
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const may = onPath('apt-get') && (sudo.length === 0 || spawnSync('sudo', ['-n', 'true']).status === 0);
  if (may) {
    console.log(`installing ${missing.join(' ')} …`);
    const environment = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq'];
    const apt = (...args) => {
      const [command, ...rest] = [...sudo, ...environment, ...args];
      return spawnSync(command, rest, {stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8'});
    };
    apt('update');
    const result = apt('install', '-y', '--no-install-recommends', ...missing);
    if (needed.every((each) => each.present())) return true;
    console.log(result.stderr?.trimEnd());
  }
  console.log(`The tests need Debian packages that are missing here: apt-get install ${missing.join(' ')}`);
  return false;
}

/** Runs jest on some projects and adds up what it counted. A file that does not even load counts as one failure. */
async function runJest(projects, ...options) {
  console.log(`\n${projects.join(' and ')} tests`);
  const folder = mkdtempSync(path.join(tmpdir(), 'concours-test-'));
  const report = path.join(folder, 'report.json');
  const child = spawn(
    process.execPath,
    [
      ...['node_modules/jest/bin/jest.js', '-c', 'test/jest.config.cjs', '--passWithNoTests'],
      ...['--json', `--outputFile=${report}`, '--reporters', path.join(root, 'test/support/progress-reporter.cjs')],
      ...['--selectProjects', ...projects, ...options],
    ],
    {cwd: root, stdio: ['ignore', 'ignore', 'pipe'], env: {...process.env, NODE_ENV: 'test'}},
  );
  createInterface(child.stderr).on('line', (line) => {
    if (!/^(Test results written to|Running (one|\d+) projects?:|No tests found)/.test(line)) console.log(line);
  });
  // The report is the last thing jest writes. A run that then stays alive has left something open.
  let stuck = false;
  const watch = setInterval(() => {
    if (!existsSync(report)) return;
    clearInterval(watch);
    setTimeout(() => {
      stuck = true;
      child.kill('SIGKILL');
    }, 20_000).unref();
  }, 1_000);
  const exit = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(watch);
  if (!existsSync(report)) {
    counts.failed += 1;
    console.log(`The ${projects.join(' and ')} tests ended with code ${exit} before they could report.`);
  } else {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    counts.passed += result.numPassedTests;
    counts.failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
    counts.skipped += result.numPendingTests + result.numTodoTests;
    if (stuck) {
      counts.failed += 1;
      console.log('All tests were done, but the run did not end by itself: something was left open.');
    }
  }
  rmSync(folder, {recursive: true, force: true});
}

if (installPackages()) {
  console.log('\nchecks');
  for (const ok of await runChecks()) counts[ok ? 'passed' : 'failed'] += 1;
  await runJest(['services', 'web']);
  // One at a time: each of these files has the machine to itself.
  await runJest(['system'], '--runInBand');
} else {
  counts.failed += 1;
}
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
console.log(`\n${counts.passed} passed, ${counts.failed} failed${skipped}`);
