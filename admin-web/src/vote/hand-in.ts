import {refusalOf, type Refused} from '@/graph/refusal';

/** A ballot that has been sent, until it is known what became of it. */
export interface Pending {
  requestId: string;
  entryIds: string[];
  /** Whose it is, as the platform marks voters: another voter in the same browser does not send it. */
  voter: string;
}

export type Outcome<R> = {kind: 'counted'; receipt: R} | {kind: 'refused'; refused: Refused};

export interface Surroundings<R> {
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  key: string;
  cast: (pending: Pending) => Promise<R>;
  /** Ends early when the network is back. */
  pause: (ms: number) => Promise<void>;
  newId: () => string;
  /** Told before each wait. */
  onWaiting: (why: 'offline' | 'busy', tries: number) => void;
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;

/** Said by the platform, and yet no verdict on the ballot. */
const passing = new Set([
  'BALLOT_BUSY',
  'BALLOT_TOO_FAST',
  'BALLOT_OUTCOME_UNKNOWN',
  'SUBGRAPH_UNAVAILABLE',
  'IDENTITY_UNAVAILABLE',
  'INTERNAL',
]);
/** The ballot waits for its voter to come in again. */
const signedOut = new Set(['SESSION_INVALID', 'NOT_SIGNED_IN', 'VOTER_TOKEN_INVALID', 'BALLOT_VOTER_REQUIRED']);

/**
 * Hands a ballot in so that it counts once, whatever happens to the answer: the request's id is kept before anything is sent,
 * and the same ballot is sent under it until there is an answer, also after the page was closed.
 */
export class HandIn<R> {
  constructor(private readonly around: Surroundings<R>) {}

  pending(): Pending | null {
    try {
      const {requestId, entryIds, voter} = JSON.parse(
        this.around.storage.getItem(this.around.key) ?? 'null',
      ) as Pending;
      const whole = typeof requestId === 'string' && typeof voter === 'string' && Array.isArray(entryIds);
      return whole ? {requestId, entryIds, voter} : null;
    } catch {
      return null;
    }
  }

  /** Only where nothing waits: the ballot before it is sent again, or dropped, first. */
  begin(entryIds: readonly string[], voter: string): Promise<Outcome<R>> {
    const pending: Pending = {requestId: this.around.newId(), entryIds: [...entryIds], voter};
    this.around.storage.setItem(this.around.key, JSON.stringify(pending));
    return this.send(pending);
  }

  drop(): void {
    this.around.storage.removeItem(this.around.key);
  }

  /** Until there is an answer. One that asks to sign in is no end: the ballot stays where it is. */
  async send(pending: Pending): Promise<Outcome<R>> {
    for (let tries = 1; ; tries++) {
      const outcome = await this.once(pending);
      if (typeof outcome !== 'string') {
        if (outcome.kind === 'counted' || !signedOut.has(outcome.refused.code)) this.drop();
        return outcome;
      }
      this.around.onWaiting(outcome, tries);
      await this.around.pause(Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS));
    }
  }

  private async once(pending: Pending): Promise<Outcome<R> | 'offline' | 'busy'> {
    try {
      return {kind: 'counted', receipt: await this.around.cast(pending)};
    } catch (error) {
      const refused = refusalOf(error);
      if (refused.kind === 'offline') return 'offline';
      if (passing.has(refused.code) || refused.kind === 'broken') return 'busy';
      return {kind: 'refused', refused};
    }
  }
}
