import {fork, type ChildProcess} from 'node:child_process';
import path from 'node:path';

/** What every part can be asked; some can do more. */
export interface Usage {
  /** User and system time of the whole process so far. */
  micros: number;
  rss: number;
  /** What is in use beside code and stacks: objects, and bytes that wait to be sent. */
  inUse: number;
}

/** A part of a benchmark in its own process, so that what is measured is that part alone. */
export class Part {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  /** `file` lies here and calls `servePart`; the role tells it what to become. */
  static async start(file: string, role: object): Promise<Part> {
    const register = path.resolve(__dirname, '../support/register.cjs');
    const child = fork(path.resolve(__dirname, file), {
      execArgv: ['-r', register],
      env: {...process.env, NODE_ENV: 'production'},
    });
    child.send(role);
    const {url} = await reply<{url: string}>(child, 60_000);
    return new Part(child, url);
  }

  async ask<T>(question: {ask: string; [detail: string]: unknown}, withinMs = 10_000): Promise<T> {
    this.child.send(question);
    return reply<T>(this.child, withinMs);
  }

  usage(): Promise<Usage> {
    return this.ask<Usage>({ask: 'cpu'});
  }

  /** Frozen: its sockets stay open, and it says nothing. */
  freeze(): void {
    this.child.kill('SIGSTOP');
  }

  thaw(): void {
    this.child.kill('SIGCONT');
  }

  stop(): void {
    this.child.kill('SIGKILL');
  }
}

function reply<T>(child: ChildProcess, within: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${within} ms`)), within);
    child.once('message', (message) => {
      clearTimeout(timer);
      child.removeAllListeners('exit');
      resolve(message as T);
    });
    child.once('exit', (code) => reject(new Error(`the part ended with ${code}`)));
  });
}

/** The other end, in the part's process: becomes what it is told, then answers what it is asked, until its parent is gone. */
export function servePart<Role extends object, Ask extends {ask: string}>(
  become: (role: Role) => Promise<{url: string}>,
  answer: (question: Ask) => unknown = () => undefined,
): void {
  const usage = (): Usage => {
    const {user, system} = process.cpuUsage();
    const {rss, heapUsed, external} = process.memoryUsage();
    return {micros: user + system, rss, inUse: heapUsed + external};
  };
  const answered = async (question: Ask): Promise<unknown> => (question.ask === 'cpu' ? usage() : answer(question));
  process.on('message', (message: Role | Ask) => {
    const told = 'ask' in message ? answered(message) : become(message);
    told.then(
      (reply) => process.send?.(reply ?? {}),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
        process.exit(1);
      },
    );
  });
  process.on('disconnect', () => process.exit(0));
}
