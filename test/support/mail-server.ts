import type {AddressInfo} from 'node:net';
import {SMTPServer} from 'smtp-server';

export interface Received {
  from: string;
  to: string[];
  text: string;
  user: string | null;
  encrypted: boolean;
}

export interface MailServer {
  url: string;
  letters: Received[];
  close(): Promise<void>;
}

/** A real SMTP server, for what leaves by mail; with a name and a password it takes nothing without them, nor in the clear. */
export async function mailServer(i: {port?: number; user?: string; password?: string} = {}): Promise<MailServer> {
  const letters: Received[] = [];
  const complain = console.error;
  // it complains of its own certificate, which is good enough here
  console.error = () => undefined;
  const server = new SMTPServer({
    authOptional: i.user === undefined,
    hideSTARTTLS: i.user === undefined,
    onAuth: ({username, password}, _session, done) =>
      username === i.user && password === i.password ? done(null, {user: username}) : done(new Error('who is that?')),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const {mailFrom, rcptTo} = session.envelope;
        const from = mailFrom ? mailFrom.address : '';
        const text = textOf(Buffer.concat(chunks).toString('utf8'));
        letters.push({
          from,
          to: rcptTo.map(({address}) => address),
          text,
          user: session.user ?? null,
          encrypted: session.secure,
        });
        done();
      });
    },
  });
  console.error = complain;
  server.on('error', () => undefined); // a client that goes away is part of the tests
  await new Promise<void>((resolve) => server.listen(i.port ?? 0, '127.0.0.1', resolve));
  const {port} = server.server.address() as AddressInfo;
  const who = i.user === undefined ? '' : `${encodeURIComponent(i.user)}:${encodeURIComponent(i.password ?? '')}@`;
  // its certificate is signed by nobody
  const trust = i.user === undefined ? '' : '/?tls.rejectUnauthorized=false';
  return {
    url: `smtp://${who}127.0.0.1:${port}${trust}`,
    letters,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** Of a letter in plain text: what is read, whichever way it was packed for the journey. */
function textOf(raw: string): string {
  const [head, ...rest] = raw.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  if (/content-transfer-encoding: base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  if (!/content-transfer-encoding: quoted-printable/i.test(head)) return body;
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
