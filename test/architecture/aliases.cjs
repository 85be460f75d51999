const path = require('node:path');

/** The paths of our tsconfigs for dependency-cruiser, which reads them only relative to where it runs. */
const {paths} = require('../tsconfig.json').compilerOptions;
const strip = (pattern) => pattern.replace(/\/\*$/, '');

module.exports = {
  resolve: {
    alias: {
      '@': path.resolve(__dirname, '../../admin-web/src'),
      ...Object.fromEntries(
        Object.entries(paths).map(([name, [target]]) => [strip(name), path.resolve(__dirname, '..', strip(target))]),
      ),
    },
  },
};
