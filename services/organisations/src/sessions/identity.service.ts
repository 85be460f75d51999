import type {Caller} from '@concours/kernel/identity';
import type {VoterTokenService} from '../apps/voter-token.service.js';
import type {DisplayService} from '../displays/display.service.js';
import type {KeyService} from '../keys/key.service.js';
import type {SessionService} from './session.service.js';
import {kindOf} from '../token.js';
import type {VoterSessions} from '../voters/voter-session.service.js';

/** Who holds a token: the gateway's question. Null means nobody, for whatever reason. */
export class IdentityService {
  constructor(
    private readonly sessions: SessionService,
    private readonly displays: DisplayService,
    private readonly keys: KeyService,
    private readonly voters: VoterTokenService,
    private readonly voterSessions: VoterSessions,
  ) {}

  /** A voter's token comes first: an app that shows both speaks for its voter. It throws VOTER_TOKEN_INVALID. */
  async resolve(i: {token?: string; voterToken?: string; session?: string}, requestId: string): Promise<Caller | null> {
    if (i.voterToken !== undefined) return this.voters.callerOf(i.voterToken, requestId);
    if (i.session !== undefined) return this.sessions.callerOfSession(i.session, requestId);
    const kind = kindOf(i.token ?? '');
    if (i.token === undefined || kind === null) return null;
    if (kind === 'cs') return this.sessions.callerOf(i.token, requestId);
    if (kind === 'cd') return this.displays.callerOf(i.token, requestId);
    if (kind === 'cv') return this.voterSessions.callerOf(i.token, requestId);
    return kind === 'ck' ? this.keys.callerOf(i.token, requestId) : null;
  }
}
