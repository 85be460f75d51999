const Module = require('node:module');
const {readFileSync} = require('node:fs');
const swc = require('@swc/core');
const {swcOptions} = require('./swc-options.cjs');

/**
 * Lets plain Node require our TypeScript, for what runs outside jest: the set-up of the databases and the benchmarks.
 * `@concours/…` still resolves to the build.
 */
const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, parent, ...rest) {
  if (/^\.{1,2}\/.*\.js$/.test(request) && parent?.filename?.endsWith('.ts')) {
    try {
      return resolve.call(this, request.replace(/\.js$/, '.ts'), parent, ...rest);
    } catch {
      // A real .js file: fall through.
    }
  }
  return resolve.call(this, request, parent, ...rest);
};

require.extensions['.ts'] = (module, filename) => {
  const {code} = swc.transformSync(readFileSync(filename, 'utf8'), {...swcOptions, filename});
  module._compile(code, filename);
};
