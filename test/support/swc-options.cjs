/** swc as tsc compiles: legacy decorators with their metadata, no class fields by definition, CommonJS. */
exports.swcOptions = {
  swcrc: false,
  jsc: {
    target: 'es2023',
    parser: {syntax: 'typescript', decorators: true},
    transform: {legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false},
    keepClassNames: true,
  },
  module: {type: 'commonjs'},
  sourceMaps: 'inline',
};
