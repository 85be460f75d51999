// The commands of package.json. Installs and builds what is missing first, so that a clean clone with Node and npm is
// enough. No dependencies, and no syntax newer than Node 12: an older Node must get as far as the line that says so.
import {spawn, spawnSync} from 'child_process';
import {createHash} from 'crypto';
import fs from 'fs';
import path from 'path';
import {fileURLToPath, pathToFileURL} from 'url';

const PNPM = 'pnpm@12.21.0';
const root = path.dirname(fileURLToPath(import.meta.url));
const inRoot = (...parts) => path.join(root, ...parts);
const cache = inRoot('node_modules', '.cache', 'concours');

const commands = {
  /** The whole platform in this process. */
  async start() {
    await prepare();
    process.env.NODE_ENV = process.env.NODE_ENV || 'production';
    await import(pathToFileURL(inRoot('services/embedded/dist/src/main.js')).href);
  },
  /** Rebuilds and restarts on every change; the page reloads itself. */
  async dev() {
    await prepare({web: false});
    const platform = `http://127.0.0.1:${process.env.PORT || 4000}`;
    const children = [
      ['types', ['node_modules/typescript/bin/tsc', '-b', 'services', '--watch', '--preserveWatchOutput'], root],
      ['platform', ['--watch', '--watch-preserve-output', 'services/embedded/dist/src/main.js'], root],
      ['page', [inRoot('node_modules/vite/bin/vite.js')], inRoot('admin-web')],
    ].map(([name, args, cwd]) => labelled(name, args, {cwd, env: {...process.env, CONCOURS_PLATFORM: platform}}));
    const stop = () => children.forEach((child) => child.kill('SIGTERM'));
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    await Promise.race(children.map((child) => new Promise((resolve) => child.once('exit', resolve))));
    stop();
  },
  build: () => prepare(),
  async test() {
    await prepare();
    await hand('test/run.mjs');
  },
  async check() {
    await prepare({web: false});
    await hand('test/architecture/check.mjs');
  },
  async bench() {
    await prepare();
    await hand('test/bench/run.mjs');
  },
  /** Kills, stops and starves what takes votes, as often as told: npm run faults -- 50. */
  async faults() {
    await prepare({web: false});
    await hand('test/faults/run.mjs');
  },
  /** Emits the subgraphs' SDL and the supergraph into schema/. */
  async compose() {
    await prepare({web: false});
    await hand('services/embedded/dist/src/emit-schema.js');
  },
  /** Recomputes a published result from its bundle: npm run verify -- BUNDLE.json [DIGEST]. */
  async verify() {
    await prepare({web: false});
    await hand('services/scoring/dist/src/verify.js');
  },
  /** Recomputes the chains of the audit trail and names the first row that was altered, removed or moved. */
  async 'audit:verify'() {
    await prepare({web: false});
    await hand('services/embedded/dist/src/audit-verify.js');
  },
  /** Recomputes the ledgers of votes and names every ballot that was changed; or a published head, or a receipt. */
  async 'ledger:verify'() {
    await prepare({web: false});
    await hand('services/embedded/dist/src/ledger-verify.js');
  },
  /** A definition file against a running platform: npm run campaign -- validate|plan|apply FILE. */
  async campaign() {
    await prepare({web: false});
    await hand('services/embedded/dist/src/campaign-command.js');
  },
};

/** Node, a folder to write in, packages, build: each only where something changed since the last time. */
async function prepare({web = true} = {}) {
  await install();
  const jobs = [
    build('services', ['schema', 'services', 'gateway'], ['services/embedded/dist', 'gateway/dist'], buildServices),
  ];
  if (web) jobs.push(build('dashboard', ['admin-web', 'schema'], ['admin-web/dist/index.html'], buildWeb));
  const work = (await Promise.all(jobs)).filter(Boolean);
  if (work.length === 0) return;
  requireWritable();
  await step(`building ${work.map((job) => job.name).join(' and ')}`, async () => {
    await Promise.all(work.map((job) => job.run()));
  });
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const works = (major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major >= 24;
  if (!works) give(`Concours needs Node 20.19+, 22.13+ or 24+; this is ${process.version}.`);
}

function requireWritable() {
  const probe = inRoot(`.writable-${process.pid}`);
  try {
    fs.writeFileSync(probe, '');
    fs.unlinkSync(probe);
  } catch (error) {
    give(`Concours can't write in its folder (${error.code}): make it writable for this user, or clone it elsewhere.`);
  }
}

async function install() {
  const stamp = inRoot('node_modules', '.concours-install');
  // The native module is built for one ABI: another Node means another install.
  const wanted = createHash('sha256')
    .update(fs.readFileSync(inRoot('pnpm-lock.yaml')))
    .update(fs.readFileSync(inRoot('pnpm-workspace.yaml')))
    .update(`${process.platform} ${process.arch} ${process.versions.modules}`)
    .digest('hex');
  if (read(stamp) === wanted) return;
  requireWritable();
  const env = {...process.env, CI: 'true'};
  // The headers of the running Node, where its distribution brings them: nothing is downloaded for the compiler then.
  const prefix = path.dirname(path.dirname(fs.realpathSync(process.execPath)));
  const headers = fs.existsSync(path.join(prefix, 'include', 'node', 'node.h'));
  if (headers) env.npm_config_nodedir = prefix;
  const pnpm = (...args) => run('npx', ['-y', PNPM, ...args], {env, log: 'install.log'});
  await step('installing packages (the first time takes a minute or two)', async () => {
    const failure = await pnpm('install', '--frozen-lockfile').catch((error) => error);
    if (sqliteLoads()) {
      if (failure) throw failure;
      return;
    }
    const missing = ['python3', 'make', 'g++'].filter((name) => spawnSync(name, ['--version']).status !== 0);
    if (missing.length > 0) {
      give(
        `The SQLite module has to be compiled here, which needs ${missing.join(', ')}. On Debian: apt-get install ${missing.join(' ')}`,
      );
    }
    await pnpm('rebuild', 'better-sqlite3').catch((error) => {
      if (headers) throw error;
      give(
        "The SQLite module has to be compiled here, which needs Node's headers: use a Node that brings include/node/node.h.",
      );
    });
    if (!sqliteLoads()) throw failure || new Error('The SQLite module does not load.');
  });
  fs.writeFileSync(stamp, wanted);
}

/** In a process of its own: one that failed to load here could not be loaded again after the rebuild. */
function sqliteLoads() {
  const script = "new (require('better-sqlite3'))(':memory:').close()";
  return spawnSync(process.execPath, ['-e', script], {cwd: root, stdio: 'ignore'}).status === 0;
}

/** Null when the sources are as they were at the last build. Reads no file, only what the folders say about them. */
async function build(name, folders, outputs, work) {
  const stamp = path.join(cache, `build-${name}.json`);
  const files = {};
  folders.forEach((folder) => list(folder, files));
  for (const file of ['tsconfig.base.json', 'pnpm-lock.yaml']) note(file, files);
  const hash = createHash('sha256').update(JSON.stringify(files)).digest('hex');
  const last = JSON.parse(read(stamp) || '{"files":[]}');
  if (last.hash === hash && outputs.every((output) => fs.existsSync(inRoot(output)))) return null;
  return {
    name,
    async run() {
      await work(last.files.filter((file) => !(file in files)));
      fs.mkdirSync(cache, {recursive: true});
      fs.writeFileSync(stamp, JSON.stringify({hash, files: Object.keys(files)}));
    },
  };
}

async function buildServices(removed) {
  // tsc leaves the output of a source that is gone, and an old migration must not run.
  for (const file of removed) {
    const home = /^(services\/[^/]+|gateway|schema)\//.exec(file);
    if (home) fs.rmSync(inRoot(home[1], 'dist'), {recursive: true, force: true});
  }
  await run(process.execPath, ['node_modules/typescript/bin/tsc', '-b', 'services'], {log: 'build-services.log'});
}

function buildWeb() {
  const vite = inRoot('node_modules/vite/bin/vite.js');
  return run(process.execPath, [vite, 'build'], {cwd: inRoot('admin-web'), log: 'build-dashboard.log'});
}

function list(folder, files) {
  for (const entry of fs.readdirSync(inRoot(folder), {withFileTypes: true})) {
    if (['node_modules', 'dist'].includes(entry.name) || entry.name.startsWith('.')) continue;
    if (entry.isDirectory()) list(`${folder}/${entry.name}`, files);
    else if (!/\.(test\.ts|md)$/.test(entry.name)) note(`${folder}/${entry.name}`, files);
  }
}

function note(file, files) {
  const {mtimeMs, size} = fs.statSync(inRoot(file));
  files[file] = [mtimeMs, size];
}

let inStep = false;

/** One line for a step: what it is while it runs, and the seconds when it is done. */
async function step(what, work) {
  const began = Date.now();
  process.stdout.write(`${what} … `);
  inStep = true;
  try {
    await work();
  } catch (error) {
    give(error.output ? `${error.output}\n${error.message}` : error.stack);
  }
  inStep = false;
  process.stdout.write(`${((Date.now() - began) / 1000).toFixed(1)} s\n`);
}

/** Runs a program with its output in a log file; a failure carries the end of it. */
function run(command, args, {cwd = root, env = process.env, log}) {
  const file = path.join(cache, log);
  fs.mkdirSync(cache, {recursive: true});
  const out = fs.openSync(file, 'w');
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {cwd, env, stdio: ['ignore', out, out], shell: process.platform === 'win32'});
    child.once('error', reject);
    child.once('exit', (code) => {
      fs.closeSync(out);
      if (code === 0) return resolve();
      const error = new Error(`The whole output is in ${path.relative(root, file)}`);
      error.output = read(file).split('\n').slice(-60).join('\n').trimEnd();
      reject(error);
    });
  });
}

function labelled(name, args, options) {
  const child = spawn(process.execPath, args, {...options, stdio: ['ignore', 'pipe', 'pipe']});
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      for (const line of String(text).split('\n'))
        if (line.trim()) process.stdout.write(`${name.padEnd(8)} | ${line}\n`);
    });
  }
  return child;
}

/** Hands the terminal to another program of ours and ends as it ends. */
function hand(script) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [inRoot(script), ...process.argv.slice(3)], {cwd: root, stdio: 'inherit'});
    const pass = (signal) => child.kill(signal);
    process.once('SIGINT', pass);
    process.once('SIGTERM', pass);
    child.once('exit', (code) => {
      process.exitCode = code === null ? 1 : code;
      resolve();
    });
  });
}

function read(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    return '';
  }
}

function give(line) {
  if (inStep) process.stdout.write('failed\n');
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

requireNode();
const command = commands[process.argv[2]];
if (!command) give(`Usage: node bootstrap.mjs ${Object.keys(commands).join('|')}`);
command().catch((error) => give(error.stack || String(error)));
