// Types of the API as clients see it, for gql.tada, made from the committed supergraph.
//   node scripts/api-schema.mjs            writes src/graph/api-env.d.ts
//   node scripts/api-schema.mjs --check    says no when it is stale
//   node scripts/api-schema.mjs <file>     takes a plain SDL instead
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {fileURLToPath} from 'node:url';

// All by require, so that there is one copy of graphql: as an ES module it would be another one than federation-internals'.
const require = createRequire(import.meta.url);
const {Supergraph} = require('@apollo/federation-internals');
const {minifyIntrospection, outputIntrospectionFile} = require('@gql.tada/internal');
const {buildSchema, introspectionFromSchema, lexicographicSortSchema} = require('graphql');

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const supergraph = here('../../schema/supergraph.graphql');
const output = here('../src/graph/api-env.d.ts');

const argument = process.argv[2];
const check = argument === '--check';
const plain = argument && !check;
if (!plain && !existsSync(supergraph)) {
  console.error('schema/supergraph.graphql is missing: run `npm run compose` first.');
  process.exit(1);
}

const schema = plain
  ? buildSchema(readFileSync(argument, 'utf8'))
  : Supergraph.build(readFileSync(supergraph, 'utf8')).apiSchema().toGraphQLJSSchema();
const introspection = introspectionFromSchema(lexicographicSortSchema(schema), {descriptions: false});
const emitted = outputIntrospectionFile(minifyIntrospection(introspection), {
  fileType: '.d.ts',
  shouldPreprocess: true,
  preamble: '// Made by scripts/api-schema.mjs from schema/supergraph.graphql.\n',
});

// The last part declares the types for everybody; ours are handed over by name, in src/graph/graphql.ts.
const types = `${emitted.slice(0, emitted.indexOf('import * as gqlTada')).trimEnd()}\n`;

if (check) {
  const stale = !existsSync(output) || readFileSync(output, 'utf8') !== types;
  if (stale) console.error('The typed documents are stale: run `node scripts/api-schema.mjs` in admin-web.');
  process.exit(stale ? 1 : 0);
}
writeFileSync(output, types);
