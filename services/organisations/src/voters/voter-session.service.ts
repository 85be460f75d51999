import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {LessThan} from 'typeorm';
import {PartnerApp} from '../apps/partner-app.js';
import type {VoterTokenService} from '../apps/voter-token.service.js';
import {hashOf, newToken} from '../token.js';
import {isOfProvider, providerApp} from './openid-voter.rules.js';
import {VoterSession} from './voter-session.js';

/** Long enough to listen to fifty songs before choosing. Whoever vouches is asked again after it. */
const LIFETIME_MS = 2 * 3_600_000;
const SWEEP_EVERY_MS = 60_000;
const COMES_AND_GOES = {
  unaudited: 'a voter is let in as others vouch for them; what they do is in the ledger of votes',
};

type Voter = NonNullable<Caller['voter']>;

export interface BegunVoterSession {
  token: string;
  expiresAt: Date;
}

/** A voter's visit to the page where one votes: a token of ours in a cookie takes over from one that lives ten minutes. */
export class VoterSessions {
  private sweptAt = 0;

  constructor(
    private readonly database: Database,
    private readonly realTime: Clock,
    private readonly tokens: VoterTokenService,
  ) {}

  /** For a token that an app has signed. VOTER_TOKEN_INVALID. */
  async exchange(voterToken: string, requestId: string): Promise<BegunVoterSession> {
    const {voter, device} = await this.tokens.callerOf(voterToken, requestId);
    return this.begin(voter!, device);
  }

  /** For somebody who signed in at this issuer for the vote alone; `id` is no name of theirs. */
  ofProvider(issuer: string, id: string): Promise<BegunVoterSession> {
    return this.begin({app: providerApp(issuer), id});
  }

  private async begin({app, id, organisation, since}: Voter, device?: string): Promise<BegunVoterSession> {
    const token = newToken('cv');
    const now = this.realTime.now();
    const expiresAt = new Date(now.getTime() + LIFETIME_MS);
    const row = {hash: hashOf(token), app, voter: id, expiresAt};
    const told = {organisationId: organisation ?? null, since: since ?? null, device: device ?? null};
    const sweeps = now.getTime() - this.sweptAt >= SWEEP_EVERY_MS;
    if (sweeps) this.sweptAt = now.getTime();
    await this.database.write(async (manager) => {
      if (sweeps) await manager.delete(VoterSession, {expiresAt: LessThan(now)});
      await manager.insert(VoterSession, {...row, ...told});
    }, COMES_AND_GOES);
    return {token, expiresAt};
  }

  /** Null when it is over, or the app that vouched is believed no longer. */
  async callerOf(token: string, requestId: string): Promise<Caller | null> {
    const session = await this.database.read.findOneBy(VoterSession, {hash: hashOf(token)});
    if (!session || session.expiresAt <= this.realTime.now()) return null;
    const {app, voter: id, organisationId, since, device} = session;
    if (!isOfProvider(app)) {
      const known = await this.database.read.findOneBy(PartnerApp, {id: app});
      if (!known || known.suspended) return null;
    }
    const voter: Voter = {app, id, organisation: organisationId ?? undefined, since: since ?? undefined};
    return {
      ...{kind: 'voter', id: `${app}:${id}`, name: null, grants: [], voter, requestId},
      device: device ?? undefined,
    };
  }

  async end(token: string): Promise<void> {
    await this.database.write((manager) => manager.delete(VoterSession, {hash: hashOf(token)}), COMES_AND_GOES);
  }
}
