const {createRequire} = require('node:module');

const jest = createRequire(require.resolve('jest'));
const Sequencer = createRequire(jest.resolve('@jest/core'))('@jest/test-sequencer').default;

/** The demo's own journey comes first: what it has filled, the others copy instead of filling one of their own. */
module.exports = class DemoFirst extends Sequencer {
  async sort(tests) {
    const sorted = await super.sort(tests);
    const isDemo = ({path}) => path.endsWith('/journeys/demo.test.ts');
    return [...sorted.filter(isDemo), ...sorted.filter((test) => !isDemo(test))];
  }
};
