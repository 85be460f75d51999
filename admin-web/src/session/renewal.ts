/**
 * When the session's token is to be renewed. The tokens themselves are in cookies that no script can read; what is kept
 * here are instants by this device's clock, worked out from how long the platform gives, since that clock may be wrong.
 */
interface Known {
  /** Renewed some time before it ends, so that nobody notices. */
  renewAt: number;
  /** When the session is over whatever is renewed. */
  endsAt: number;
}

/** What `POST` and `PUT /session` answer. */
export interface SessionAnswer {
  tokenExpiresAt: string;
  expiresAt: string;
}

/** As much of a `Response` as is needed. */
type Answered = Pick<Response, 'ok' | 'status' | 'json'> & {headers: Pick<Headers, 'get'>};

export interface Surroundings {
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  fetch: (url: string, options: RequestInit) => Promise<Answered>;
  now: () => number;
  /** Absent where the page came over plain http: the platform then bears with two tabs at once. */
  locks?: Pick<LockManager, 'request'>;
}

export type Outcome = 'renewed' | 'ended' | 'unreachable';

const remembered = 'concours.session';
/** The part of a token's life after which it is renewed. */
const RENEW_AFTER = 0.8;
const AGAIN_AFTER_MS = 15_000;
const PATIENCE_MS = 8_000;

/** One per page. All tabs share the cookies, so they renew one after the other, and the second finds it done. */
export class Renewal {
  private renewing: Promise<Outcome> | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** The platform will not renew: the session is over, on this page and the others. */
  onEnded?: () => void;

  constructor(private readonly around: Surroundings) {}

  /** Notes a session's ends from an answer, and renews it from then on for as long as the page is open. */
  begun(answer: SessionAnswer, response: Pick<Answered, 'headers'>): void {
    const {now, storage} = this.around;
    const there = new Date(response.headers.get('date') ?? now()).getTime();
    const left = (instant: string) => Math.max(0, new Date(instant).getTime() - there);
    const renewAt = now() + left(answer.tokenExpiresAt) * RENEW_AFTER;
    storage.setItem(remembered, JSON.stringify({renewAt, endsAt: now() + left(answer.expiresAt)}));
    this.keepFresh();
  }

  /** For a session that began elsewhere, such as with another provider: learns its ends, by renewing it once. */
  async adopt(): Promise<void> {
    if (!this.possible) await this.renew();
  }

  over(): void {
    clearTimeout(this.timer);
    this.around.storage.removeItem(remembered);
  }

  /** Whether there is something to renew. */
  get possible(): boolean {
    const known = this.known();
    return known !== null && known.endsAt > this.around.now();
  }

  /** Before a request goes out: waits for a renewal that is due or under way. */
  async fresh(): Promise<void> {
    const known = this.known();
    if (this.renewing || (known && this.possible && known.renewAt <= this.around.now())) await this.renew();
  }

  /** Also while no request is made: pictures, files and open sockets go by the cookie too. */
  keepFresh(): void {
    clearTimeout(this.timer);
    const known = this.known();
    if (!known || !this.possible) return;
    // a bit apart, so that ten tabs don't all wait for one lock
    const wait = Math.max(0, known.renewAt - this.around.now()) * (1 + Math.random() / 20);
    this.timer = setTimeout(() => void this.fresh().finally(() => this.keepFresh()), wait);
  }

  renew(): Promise<Outcome> {
    this.renewing ??= this.inTurn().finally(() => (this.renewing = undefined));
    return this.renewing;
  }

  private inTurn(): Promise<Outcome> {
    const asked = this.around.storage.getItem(remembered);
    const once = async (): Promise<Outcome> => {
      const found = this.around.storage.getItem(remembered);
      // another tab has been here meanwhile
      if (found !== asked) return found === null ? 'ended' : 'renewed';
      return this.ask();
    };
    return this.around.locks ? this.around.locks.request('concours.session', once) : once();
  }

  private async ask(): Promise<Outcome> {
    // everything waits for the answer: better none than a late one
    const options: RequestInit = {method: 'PUT', credentials: 'same-origin', signal: AbortSignal.timeout(PATIENCE_MS)};
    const response = await this.around.fetch('/session', options).catch(() => undefined);
    if (response?.status === 401) {
      this.over();
      this.onEnded?.();
      return 'ended';
    }
    if (!response?.ok) {
      this.postpone();
      return 'unreachable';
    }
    this.begun((await response.json()) as SessionAnswer, response);
    return 'renewed';
  }

  /** The platform can't be reached: requests go out as they are and say so themselves. */
  private postpone(): void {
    const known = this.known();
    const renewAt = this.around.now() + AGAIN_AFTER_MS;
    if (known) this.around.storage.setItem(remembered, JSON.stringify({...known, renewAt}));
  }

  private known(): Known | null {
    try {
      const {renewAt, endsAt} = JSON.parse(this.around.storage.getItem(remembered) ?? 'null') as Known;
      return Number.isFinite(renewAt) && Number.isFinite(endsAt) ? {renewAt, endsAt} : null;
    } catch {
      return null;
    }
  }
}

export const renewal = new Renewal({
  storage: globalThis.localStorage,
  fetch: (url, options) => fetch(url, options),
  now: Date.now,
  locks: globalThis.navigator?.locks,
});
