import {readFileSync} from 'node:fs';

/** Of Linux, which counts in hundredths of a second. */
const microsATick = 10_000;

/** Processor time that a process has used so far, in microseconds; NaN where the system doesn't tell it in this way. */
export function processorMicros(pid: number): number {
  try {
    // The name, in brackets, may hold anything.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) * microsATick;
  } catch {
    return NaN;
  }
}
