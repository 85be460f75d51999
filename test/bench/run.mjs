// npm run bench [-- NAME …]: every *.bench.ts or *.bench.mjs here exports `bench: {name, floor, run()}`, where run()
// measures and answers {ratio, raw}. A ratio is better when it is higher; below its floor the run fails. It is null where
// the machine lacks what is to be measured; the row says what.
import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import {pathToFileURL} from 'node:url';

const require = createRequire(import.meta.url);
require('../support/register.cjs');

const folder = import.meta.dirname;
const latest = path.join(folder, 'latest.json');

async function load(file) {
  const full = path.join(folder, file);
  const found = file.endsWith('.ts') ? require(full) : await import(pathToFileURL(full).href);
  return found.bench ?? found.default ?? found;
}

const names = process.argv.slice(2);
const files = readdirSync(folder).filter((file) => /\.bench\.(ts|mjs)$/.test(file));
const benches = (await Promise.all(files.map(load))).filter(({name}) => names.length === 0 || names.includes(name));
if (benches.length === 0) {
  console.error(names.length > 0 ? `No benchmark is called ${names.join(', ')}.` : 'There are no benchmarks.');
  process.exit(1);
}

const rows = [];
for (const {name, floor, run} of benches) {
  try {
    const {ratio, raw} = await run();
    if (ratio === null) {
      rows.push({name, ratio, floor, raw});
      console.log(`ABSENT ${name.padEnd(32)} floor ${floor}  ${JSON.stringify(raw)}`);
      continue;
    }
    rows.push({name, ratio: Number(ratio.toPrecision(4)), floor, raw});
    const verdict = ratio >= floor ? 'ok    ' : 'BELOW ';
    console.log(`${verdict} ${name.padEnd(32)} ratio ${ratio.toFixed(3)}  floor ${floor}  ${JSON.stringify(raw)}`);
  } catch (error) {
    rows.push({name, ratio: 0, floor, raw: {error: String(error)}});
    console.error(`FAILED ${name}`, error);
  }
}
// What was measured by name takes the place of its old row; the other rows stay.
const kept = existsSync(latest) && names.length > 0 ? JSON.parse(readFileSync(latest, 'utf8')) : [];
const others = kept.filter((row) => !rows.some(({name}) => name === row.name));
writeFileSync(latest, `${JSON.stringify([...others, ...rows], null, 2)}\n`);
process.exit(rows.every(({ratio, floor}) => ratio === null || ratio >= floor) ? 0 : 1);
