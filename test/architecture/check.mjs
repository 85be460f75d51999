import {spawn} from 'node:child_process';
import {availableParallelism} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

const root = path.resolve(import.meta.dirname, '../..');
const modules = 'node_modules';
const code = ['schema', 'services', 'gateway', 'test', 'admin-web/src'];

/** What is judged without running the product. The longest first, so that two at a time end together. */
const checks = [
  {name: 'lint', args: [`${modules}/eslint/bin/eslint.js`, '-c', 'test/architecture/eslint.config.mjs', '.']},
  {name: 'types', args: [`${modules}/typescript/bin/tsc`, '--noEmit', '--pretty', 'false', '-p', 'test']},
  {name: 'dashboard types', args: [`${modules}/vue-tsc/bin/vue-tsc.js`, '--noEmit', '-p', 'admin-web']},
  {name: 'format', args: [`${modules}/prettier/bin/prettier.cjs`, '--check', '--log-level', 'warn', '.']},
  {
    name: 'dependency rules',
    args: [
      `${modules}/dependency-cruiser/bin/dependency-cruise.mjs`,
      ...['--config', 'test/architecture/dependency-rules.cjs', '--output-type', 'err', ...code],
    ],
  },
  {name: 'unused', args: [`${modules}/knip/bin/knip.js`, '-c', 'test/architecture/knip.json', '--no-progress']},
];

function runOne({name, args}) {
  const began = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {cwd: root, stdio: ['ignore', 'pipe', 'pipe']});
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    child.once('close', (exit) => {
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      console.log(`${exit === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(18)} ${seconds.padStart(6)} s`);
      if (exit !== 0) console.log(output.trimEnd());
      resolve(exit === 0);
    });
  });
}

/** Runs the named checks, or all; the answer is one boolean for each. */
export async function runChecks(names = []) {
  const unknown = names.filter((name) => !checks.some((check) => check.name === name));
  if (unknown.length > 0) throw new Error(`No check is called ${unknown.join(', ')}.`);
  const waiting = checks.filter(({name}) => names.length === 0 || names.includes(name));
  const results = [];
  const worker = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) results.push(await runOne(check));
  };
  await Promise.all(Array.from({length: Math.min(availableParallelism(), 4)}, worker));
  return results;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const results = await runChecks(process.argv.slice(2));
  process.exitCode = results.every(Boolean) ? 0 : 1;
}
