const path = require('node:path');

const root = path.resolve(__dirname, '../..');

/** One line for a file, and what failed in it. Written to stderr, since jest keeps stdout for its report. */
module.exports = class ProgressReporter {
  onTestResult(_test, result) {
    const {numPassingTests: passed, numFailingTests: failed, numPendingTests: skipped, perfStats} = result;
    const broken = result.testExecError !== undefined && failed === 0;
    const seconds = ((perfStats.end - perfStats.start) / 1000).toFixed(1).padStart(6);
    const parts = [`${passed} passed`, failed && `${failed} failed`, skipped && `${skipped} skipped`];
    const verdict = failed > 0 || broken ? 'FAILED' : 'ok    ';
    const file = path.relative(root, result.testFilePath);
    process.stderr.write(`${verdict} ${seconds} s  ${file}  ${parts.filter(Boolean).join(', ')}\n`);
    if (result.failureMessage) process.stderr.write(`${result.failureMessage}\n`);
  }

  onRunComplete(_contexts, results) {
    if (results.runExecError) process.stderr.write(`${results.runExecError.message}\n`);
  }
};
