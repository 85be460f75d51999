import {spawn, type ChildProcess} from 'node:child_process';
import {accessSync, constants} from 'node:fs';
import {delimiter, join} from 'node:path';

/** Where a program lies, the places a plain user's PATH leaves out included; null when it isn't installed. */
export function findProgram(...names: string[]): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/bin', '/usr/local/sbin'];
  for (const name of names) {
    for (const folder of folders) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {
        // Not here.
      }
    }
  }
  return null;
}

/** As findProgram, but what is missing is said with the package to install. */
export function requireProgram(debianPackage: string, ...names: string[]): string {
  const found = findProgram(...names);
  if (!found) throw new Error(`${names[0]} is not installed: apt-get install ${debianPackage}`);
  return found;
}

/** A started program: its output is kept for the error message, its exit is a promise. */
export interface Child {
  process: ChildProcess;
  pid: number;
  /** The last 20,000 characters of both streams. */
  output(): string;
  exited: Promise<number | null>;
  running(): boolean;
  /** SIGTERM, and SIGKILL when it is still there after `graceMs`. Resolves when the process is gone. */
  stop(graceMs?: number): Promise<void>;
}

export function startChild(
  command: string,
  args: string[],
  options: {env?: NodeJS.ProcessEnv; cwd?: string; onLine?: (line: string) => void} = {},
): Child {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let kept = '';
  let partial = '';
  const keep = (chunk: Buffer): void => {
    const text = chunk.toString('utf8');
    kept = (kept + text).slice(-20_000);
    if (!options.onLine) return;
    const lines = (partial + text).split('\n');
    partial = lines.pop() ?? '';
    lines.forEach(options.onLine);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => resolve(code));
    child.once('error', (error) => {
      kept += String(error);
      resolve(null);
    });
  });
  let gone = false;
  void exited.then(() => (gone = true));
  return {
    process: child,
    pid: child.pid ?? -1,
    output: () => kept,
    exited,
    running: () => !gone,
    async stop(graceMs = 10_000) {
      if (gone) return;
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await exited;
      clearTimeout(late);
    },
  };
}

/**
 * Asks until `probe` answers with something. Between two questions it waits a few milliseconds; when the child has died
 * or the time is over it throws with the child's output, so that the cause is in the failure.
 */
export async function until<T>(
  what: string,
  probe: () => Promise<T | null | undefined | false>,
  {child, timeoutMs = 30_000, everyMs = 20}: {child?: Child; timeoutMs?: number; everyMs?: number} = {},
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  let last: unknown;
  for (;;) {
    if (child && !child.running()) throw new Error(`${what}: the process ended.\n${child.output()}`);
    try {
      const answer = await probe();
      if (answer) return answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) {
      throw new Error(
        `${what}: not within ${timeoutMs} ms.${last ? ` ${String(last)}` : ''}\n${child?.output() ?? ''}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
