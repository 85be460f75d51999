import {spawnSync} from 'node:child_process';
import path from 'node:path';

test('the typed documents are made from the supergraph as it is committed', () => {
  const web = path.resolve(__dirname, '../..');
  const {status, stderr} = spawnSync(process.execPath, ['scripts/api-schema.mjs', '--check'], {
    cwd: web,
    encoding: 'utf8',
  });
  expect({status, stderr}).toEqual({status: 0, stderr: ''});
}, 60_000);
