/** Our imports carry the `.js` that tsc emits; jest reads the sources, where the same file ends in `.ts`. */
module.exports = (request, options) => {
  if (/^\.{1,2}\/.*\.js$/.test(request) && !options.basedir.includes('node_modules')) {
    try {
      return options.defaultResolver(request.replace(/\.js$/, '.ts'), options);
    } catch {
      // A real .js file: fall through.
    }
  }
  return options.defaultResolver(request, options);
};
