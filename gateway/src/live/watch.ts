import type {WebSocket} from 'ws';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {refusalOf} from '@concours/kernel/refusal';
import {isEmpty, type Credentials} from '../credentials.js';
import {keyOf, type Identity} from '../identity.js';
import {scopeOf} from './hub.js';

export interface LiveClient {
  socket: WebSocket;
  credentials: Credentials;
  caller: Caller;
}

/** 4403 is graphql-ws's "Forbidden"; 1012 makes a client come again, with what it may see now. */
const sessionEndedCode = 4403;
const grantsChangedCode = 1012;

/**
 * A socket lives as long as its session. Every second the identities of the open sockets are looked at, each token once
 * (the identity cache asks organisations at most every two seconds), so a suspension closes them within three.
 */
export class SessionWatch {
  private readonly clients = new Set<LiveClient>();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly identity: Identity,
    everyMs = 1_000,
  ) {
    this.timer = setInterval(() => void this.check(), everyMs);
  }

  add(client: LiveClient): void {
    if (!isEmpty(client.credentials)) this.clients.add(client);
  }

  remove(client: LiveClient): void {
    this.clients.delete(client);
  }

  close(): void {
    clearInterval(this.timer);
    this.clients.clear();
  }

  private async check(): Promise<void> {
    const byToken = new Map<string, LiveClient[]>();
    for (const client of this.clients) {
      const key = keyOf(client.credentials);
      const clients = byToken.get(key);
      if (clients) clients.push(client);
      else byToken.set(key, [client]);
    }
    await Promise.all([...byToken.values()].map((clients) => this.checkToken(clients)));
  }

  private async checkToken(clients: LiveClient[]): Promise<void> {
    const [first] = clients;
    if (!first) return;
    try {
      const caller = await this.identity.callerOf(first.credentials, newId());
      for (const client of clients) {
        if (!sameScope(client.caller, caller)) this.end(client, grantsChangedCode, 'what you may see has changed');
      }
    } catch (error) {
      // Unknown now is ended; no answer is no verdict.
      if (refusalOf(error)?.code !== 'SESSION_INVALID') return;
      for (const client of clients) this.end(client, sessionEndedCode, 'SESSION_INVALID');
    }
  }

  private end(client: LiveClient, code: number, reason: string): void {
    this.remove(client);
    client.socket.close(code, reason);
  }
}

function sameScope(one: Caller, other: Caller): boolean {
  return one.id === other.id && JSON.stringify(scopeOf(one)) === JSON.stringify(scopeOf(other));
}
