import {connect} from 'node:net';
import {WebSocket, type ClientOptions} from 'ws';
import type {Siege} from './siege.js';

/** What no answer may carry: code, statements, drivers' words, places of this machine. */
const leaks =
  /\bat .+\.[cm]?[jt]s:\d+|node_modules|\b(SELECT|INSERT|UPDATE|DELETE) .*\b(FROM|INTO|SET)\b|sqlite|\bER_[A-Z]|ECONN|127\.0\.0\.1:\d|localhost:\d|\/(tmp|home|root|usr|var)\/|stacktrace|\[object Object\]/i;

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The code of the refusal, in the graph or beside it; undefined where nothing was refused. */
  code?: string;
  body: {
    data?: unknown;
    errors?: {message: string; extensions?: Record<string, unknown>}[];
    code?: string;
    text?: unknown;
  };
}

/** Anything at all, as `fetch` can send it. What comes back has been looked through for leaks. */
export async function ask(url: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, init);
  return answerOf(response.status, response.headers, await response.text());
}

export function answerOf(status: number, headers: Headers, text: string): Answer {
  expect(text).not.toMatch(leaks);
  expect(status).toBeLessThan(500);
  let body: Answer['body'] = {};
  if (text !== '' && headers.get('content-type')?.includes('json')) body = JSON.parse(text) as Answer['body'];
  const code = body.errors?.[0]?.extensions?.code ?? body.code;
  return {status, headers, text, body, ...(typeof code === 'string' && {code})};
}

export const json = {'content-type': 'application/json'};

export const operation = (
  siege: Pick<Siege, 'url'>,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> =>
  ask(`${siege.url}/graphql`, {method: 'POST', headers: {...json, ...headers}, body: JSON.stringify(body)});

/** A no with its code, in both languages, in the graph's shape or in the plain one. */
export function expectRefusal(answer: Answer, status: number, code: string): void {
  expect([answer.status, answer.code]).toEqual([status, code]);
  for (const text of answer.body.errors?.map(({extensions}) => extensions?.text) ?? [answer.body.text])
    expect(text).toEqual({zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/[a-z]/)});
}

export async function expectAlive(siege: Pick<Siege, 'url'>): Promise<void> {
  const {status, body} = await operation(siege, {query: '{viewer {kind}}'});
  expect([status, body]).toEqual([200, {data: {viewer: {kind: 'ANONYMOUS'}}}]);
}

/** Bytes as they are, for what no library would send; answers what came back until the server closed. */
export function rawly(port: number, ...parts: (string | Buffer)[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = '';
    const socket = connect(port, '127.0.0.1', () => parts.forEach((part) => socket.write(part)));
    socket.setEncoding('latin1').on('data', (chunk) => (heard += String(chunk)));
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' ? resolve(heard) : reject(error),
    );
    socket.on('close', () => resolve(heard));
  });
}

/** A request written by hand; answers its status and body. */
export async function request(
  port: number,
  method: string,
  target: string,
  headers: string[] = [],
  body = '',
): Promise<Answer> {
  const head = [`${method} ${target} HTTP/1.1`, 'Host: siege', 'Connection: close', ...headers];
  const heard = await rawly(port, `${head.join('\r\n')}\r\n\r\n${body}`);
  const [, status = '0', type = ''] =
    /^HTTP\/1\.1 (\d+)[^]*?(?:\r\ncontent-type: ([^\r]*)[^]*?)?\r\n\r\n/i.exec(heard) ?? [];
  const text = Buffer.from(heard.slice(heard.indexOf('\r\n\r\n') + 4), 'latin1').toString();
  return answerOf(Number(status), new Headers({'content-type': type}), type.includes('json') ? unchunked(text) : text);
}

const unchunked = (text: string): string => text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);

/** A socket without a library: says what a test tells it to, and keeps what it hears. */
export class Wire {
  readonly socket: WebSocket;
  readonly heard: {id?: string; type: string; payload?: unknown}[] = [];
  readonly opened: Promise<void>;
  readonly closed: Promise<{code: number; reason: string}>;
  private wake: () => void = () => undefined;

  constructor(
    {url}: Pick<Siege, 'url'>,
    protocol: string | string[] = 'graphql-transport-ws',
    options: ClientOptions = {},
  ) {
    this.socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, protocol, options);
    this.socket.on('message', (data: Buffer) => {
      const text = data.toString();
      expect(text).not.toMatch(leaks);
      this.heard.push(JSON.parse(text) as Wire['heard'][number]);
      this.wake();
    });
    this.opened = new Promise((resolve) => this.socket.once('open', () => resolve()));
    this.closed = new Promise((resolve) => {
      this.socket.once('close', (code, reason) => resolve({code, reason: reason.toString()}));
      this.socket.on('error', (error) => resolve({code: -1, reason: error.message}));
    });
  }

  send(...messages: (object | string)[]): void {
    for (const message of messages) this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** The first message that fits, among those that came and those that are still to come. */
  async until(fits: (message: Wire['heard'][number]) => boolean): Promise<Wire['heard'][number]> {
    for (;;) {
      const found = this.heard.find(fits);
      if (found) return found;
      await new Promise<void>((resolve, reject) => {
        this.wake = resolve;
        void this.closed.then(({code, reason}) => reject(new Error(`closed: ${code} ${reason}`)));
      });
    }
  }

  async begin(payload?: object): Promise<this> {
    await this.opened;
    this.send({type: 'connection_init', ...(payload && {payload})});
    await this.until(({type}) => type === 'connection_ack');
    return this;
  }

  /** One operation to its first answer; the code of the refusal, or undefined where it was answered. */
  async code(id: string, payload: object): Promise<string | undefined> {
    this.send({id, type: 'subscribe', payload});
    const {type, payload: answer} = await this.until((message) => message.id === id && message.type !== 'complete');
    const errors = (type === 'error' ? answer : (answer as {errors?: unknown}).errors) as Answer['body']['errors'];
    for (const {extensions} of errors ?? [])
      expect(extensions?.text).toEqual({zh: expect.any(String), en: expect.any(String)});
    return errors?.[0]?.extensions?.code as string | undefined;
  }

  async end(): Promise<void> {
    this.socket.terminate();
    await this.closed;
  }
}
