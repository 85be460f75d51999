import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {parse} from 'graphql';
import {actionWords, keyOfAction} from './action-words';

const root = path.resolve(__dirname, '../../..');
const worded = (action: string) => Object.hasOwn(actionWords.pairs, keyOfAction(action));

function mutations(): string[] {
  const graph = parse(readFileSync(path.join(root, 'schema/supergraph.graphql'), 'utf8'));
  return graph.definitions.flatMap((each) =>
    each.kind === 'ObjectTypeDefinition' && each.name.value === 'Mutation'
      ? (each.fields ?? []).map(({name}) => name.value)
      : [],
  );
}

/** Actions as they are written where they are recorded; tests make up their own. */
function recorded(): string[] {
  const services = path.join(root, 'services');
  const files = readdirSync(services, {withFileTypes: true})
    .filter((entry) => entry.isDirectory() && entry.name !== 'kernel')
    .flatMap(({name}) => {
      const sources = path.join(services, name, 'src');
      return readdirSync(sources, {recursive: true, encoding: 'utf8'}).map((file) => path.join(sources, file));
    })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  return files.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    if (!text.includes('audit/record')) return [];
    return [...text.matchAll(/action: '([a-z][\w.]+)'/g)].map(([, action]) => action!);
  });
}

test('every mutation of the graph has its words in the trail', () => {
  const all = mutations();
  expect(all.length).toBeGreaterThan(50);
  expect(all.filter((name) => !worded(name))).toEqual([]);
});

test('so has whatever else is recorded', () => {
  const all = recorded();
  expect(all.length).toBeGreaterThan(8);
  expect(all.filter((name) => !worded(name))).toEqual([]);
});
