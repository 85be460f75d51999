/**
 * Our imports carry the `.js` that tsc emits; jest reads the sources, where the same file ends in `.ts`.
 * A library that exports itself only as an ES module is found as one (jest.config.cjs transforms it).
 */
module.exports = (request, options) => {
  const ours = !options.basedir.includes('node_modules');
  if (ours && /^\.{1,2}\/.*\.js$/.test(request)) {
    try {
      return options.defaultResolver(request.replace(/\.js$/, '.ts'), options);
    } catch {
      // A real .js file: fall through.
    }
  }
  try {
    return options.defaultResolver(request, options);
  } catch (error) {
    if (request.startsWith('.') || request.startsWith('/')) throw error;
    try {
      return options.defaultResolver(request, {...options, conditions: ['node', 'import', 'module-sync', 'default']});
    } catch {
      throw error;
    }
  }
};
