// The API as clients see it, made from the committed supergraph, and its types for gql.tada.
//   node scripts/api-schema.mjs            writes src/graph/api.graphql and src/graph/api.d.ts
//   node scripts/api-schema.mjs --check    says no when they are stale
//   node scripts/api-schema.mjs <file>     takes a plain SDL instead, while there is no supergraph
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {fileURLToPath} from 'node:url';

// All by require, so that there is one copy of graphql: as an ES module it would be another one than federation-internals'.
const require = createRequire(import.meta.url);
const {Supergraph} = require('@apollo/federation-internals');
const {minifyIntrospection, outputIntrospectionFile} = require('@gql.tada/internal');
const {buildSchema, introspectionFromSchema, lexicographicSortSchema, printSchema} = require('graphql');

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const supergraph = here('../../schema/supergraph.graphql');
const outputs = {sdl: here('../src/graph/api.graphql'), types: here('../src/graph/api.d.ts')};

const argument = process.argv[2];
const check = argument === '--check';
if ((check || !argument) && !existsSync(supergraph)) {
  console.error('schema/supergraph.graphql is missing: run `npm run compose` first.');
  process.exit(1);
}

const schema = lexicographicSortSchema(
  argument && !check
    ? buildSchema(readFileSync(argument, 'utf8'))
    : Supergraph.build(readFileSync(supergraph, 'utf8')).apiSchema().toGraphQLJSSchema(),
);
const sdl = `${printSchema(schema)}\n`;
const types = outputIntrospectionFile(minifyIntrospection(introspectionFromSchema(schema, {descriptions: false})), {
  fileType: '.d.ts',
  shouldPreprocess: true,
});

if (check) {
  const stale = readFileSync(outputs.sdl, 'utf8') !== sdl || readFileSync(outputs.types, 'utf8') !== types;
  if (stale) console.error('The typed documents are stale: run `node scripts/api-schema.mjs` in admin-web.');
  process.exit(stale ? 1 : 0);
}
writeFileSync(outputs.sdl, sdl);
writeFileSync(outputs.types, types);
