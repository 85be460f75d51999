import {readFileSync} from 'node:fs';
import path from 'node:path';
import {repository} from './repository.js';
import {emitted} from './supergraph.js';

test.each(Object.entries(emitted()))('schema/%s is what the code says today (npm run compose)', (name, text) => {
  expect(readFileSync(path.join(repository(), 'schema', name), 'utf8')).toBe(text);
});
