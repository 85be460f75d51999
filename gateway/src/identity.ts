import {createHash} from 'node:crypto';
import {LRUCache} from 'lru-cache';
import {anonymous, type Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import type {Logger} from '@concours/kernel/log';
import {isEmpty, type Credentials} from './credentials.js';
import type {OrganisationsClient} from './organisations-client.js';
import {sessionInvalid, subgraphUnavailable} from './refusals.js';

interface Known {
  /** Absent: nobody's token. */
  caller?: Caller;
  at: number;
}

const freshMs = 2_000;
/** While organisations is slow, an answer may be this old; that bounds how late a suspension is felt. */
const slowMs = 5_000;
/** While it doesn't answer at all, nobody can be suspended either. */
const awayMs = 60_000;
const patienceMs = 50;

/**
 * Who is asking. Organisations decides; one question per token at a time, and its answer holds for two seconds. When that
 * service stands still, those it has vouched for a moment ago go on working, since most of what they ask lies elsewhere.
 */
export class Identity {
  private readonly known = new LRUCache<string, Known>({max: 20_000});
  private readonly asking = new Map<string, Promise<Known>>();
  private away = false;

  constructor(
    private readonly organisations: OrganisationsClient,
    private readonly log: Logger,
    private readonly now: () => number = Date.now,
  ) {}

  /** Throws SESSION_INVALID for a token that nobody holds, SUBGRAPH_UNAVAILABLE when nobody can tell. */
  async callerOf(credentials: Credentials, requestId: string): Promise<Caller> {
    if (isEmpty(credentials)) return anonymous(requestId);
    const {caller} = await this.find(credentials);
    if (!caller) throw sessionInvalid();
    return {...caller, requestId};
  }

  private async find(credentials: Credentials): Promise<Known> {
    const key = keyOf(credentials);
    const known = this.known.get(key);
    const age = known ? this.now() - known.at : Infinity;
    if (known && age < freshMs) return known;
    const answer = this.ask(key, credentials);
    if (!known || age > (this.away ? awayMs : slowMs)) return answer;
    // Absence of an answer is not an answer: what is known serves until there is one.
    return Promise.race([answer.catch(() => known), later(patienceMs, known)]);
  }

  private ask(key: string, credentials: Credentials): Promise<Known> {
    const under = this.asking.get(key);
    if (under) return under;
    const question = this.question(key, credentials).finally(() => this.asking.delete(key));
    // It may outlive everyone who waited for it.
    question.catch(() => undefined);
    this.asking.set(key, question);
    return question;
  }

  private async question(key: string, credentials: Credentials): Promise<Known> {
    const requestId = newId();
    const answer = await this.organisations.ask('identity', credentials, requestId).catch((error: Error) => {
      this.away = true;
      this.log.warn({reason: error.message}, 'identity: organisations did not answer');
      throw subgraphUnavailable({service: 'organisations'});
    });
    this.away = false;
    if (answer.status !== 200 && answer.status !== 404) {
      this.log.error({status: answer.status}, 'identity: organisations refused the question');
      throw subgraphUnavailable({service: 'organisations'});
    }
    const known: Known = {at: this.now(), caller: answer.status === 200 ? (answer.body.caller as Caller) : undefined};
    this.known.set(key, known);
    return known;
  }

  /** After signing in or out the old answer is wrong at once. */
  forget(credentials: Credentials): void {
    this.known.delete(keyOf(credentials));
  }
}

/** Tokens themselves are not kept in memory longer than a request needs them. */
export function keyOf({token, kind, voterToken, session}: Credentials): string {
  return createHash('sha256')
    .update(JSON.stringify([kind, token, voterToken, session]))
    .digest('base64url');
}

function later<T>(ms: number, value: T): Promise<T> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(value), ms).unref();
  });
}
