import {EnvironmentRefused} from '@concours/kernel/environment';
import {verifyAudit} from './audit/verify.js';
import {readAuditDatabases} from './environment.js';

/** Recomputes every service's chain of audit rows, holds it against the gathered trail, and names the first row of each that is not what it was. */
verifyAudit(
  () => readAuditDatabases(),
  (line) => void process.stdout.write(`${line}\n`),
).then(
  (isSound) => (process.exitCode = isSound ? 0 : 1),
  (error: unknown) => {
    const {message} = error instanceof Error ? error : new Error(String(error));
    process.stderr.write(
      `${error instanceof EnvironmentRefused ? message : `The trail can't be verified: ${message}`}\n`,
    );
    process.exitCode = 2;
  },
);
