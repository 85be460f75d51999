const {createHash} = require('node:crypto');
const swc = require('@swc/core');
const {compileScript, compileTemplate, parse} = require('@vue/compiler-sfc');

/** A single-file component as a CommonJS module for jest; styles are left out. */
module.exports = {
  getCacheKey: (source, file) => createHash('sha256').update(source).update(file).digest('hex'),
  process(source, filename) {
    const {descriptor, errors} = parse(source, {filename});
    if (errors.length > 0) throw errors[0];
    const id = createHash('sha256').update(filename).digest('hex').slice(0, 8);
    let code = 'const component = {};\n';
    if (descriptor.script || descriptor.scriptSetup) {
      code = `${compileScript(descriptor, {id, genDefaultAs: 'component', inlineTemplate: Boolean(descriptor.scriptSetup)}).content}\n`;
    }
    if (descriptor.template && !descriptor.scriptSetup) {
      const {code: render} = compileTemplate({source: descriptor.template.content, filename, id});
      code += `${render.replace('export function render', 'function render')}\ncomponent.render = render;\n`;
    }
    return swc.transformSync(`${code}export default component;`, {
      filename: `${filename}.ts`,
      jsc: {target: 'es2023', parser: {syntax: 'typescript'}},
      module: {type: 'commonjs'},
      sourceMaps: 'inline',
    });
  },
};
