import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {decodeJwt, decodeProtectedHeader, jwtVerify} from 'jose';
import {Organisation} from '../organisations/organisation.js';
import {AppKey} from './app-key.js';
import type {AppKeyring} from './app-keys.js';
import {voterTokenInvalid} from './app.refusals.js';
import {PartnerApp} from './partner-app.js';
import type {VoterTokenCount} from './voter-token-count.js';
import {candidates, voterClaimsOf, type VoterClaims} from './voter-token.rules.js';

const AUDIENCE = 'concours';
const LONGEST = 2_000;

/** Voters whom a partner's app vouches for: `iss` the app's id, `aud` concours, `sub` its own opaque id, `org`, `dev`, `since`, `exp`. */
export class VoterTokenService {
  constructor(
    private readonly database: Database,
    private readonly realTime: Clock,
    private readonly keyring: AppKeyring,
    private readonly count: VoterTokenCount,
  ) {}

  async callerOf(token: string, requestId: string): Promise<Caller> {
    if (token.length > LONGEST) throw voterTokenInvalid();
    const app = await this.appOf(token);
    const {sub, org, dev, since} = await this.claimsOf(token, app);
    const voter = {app: app.id, id: sub, organisation: await this.organisationOf(org), since: since ?? undefined};
    // two apps may number their devices alike
    const device = dev === null ? undefined : `${app.id}:${dev}`;
    this.count.saw(app.id, token);
    return {kind: 'voter', id: `${app.id}:${sub}`, name: null, grants: [], voter, device, requestId};
  }

  private async appOf(token: string): Promise<PartnerApp> {
    const app = await this.database.read.findOneBy(PartnerApp, {id: read(() => String(decodeJwt(token).iss ?? ''))});
    if (!app || app.suspended) throw voterTokenInvalid();
    return app;
  }

  /** One algorithm a key, named by us: a token says which key it means, never how that is to be used. */
  private async claimsOf(token: string, app: PartnerApp): Promise<VoterClaims> {
    const keys = await this.database.read.findBy(AppKey, {appId: app.id});
    const now = this.realTime.now();
    for (const key of candidates(
      keys,
      read(() => decodeProtectedHeader(token)),
    )) {
      const expected = {algorithms: [key.algorithm], audience: AUDIENCE, issuer: app.id, currentDate: now};
      const verified = await jwtVerify(token, await this.keyring.verifying(key), expected).catch(() => null);
      const claims = verified && voterClaimsOf(verified.payload, now.getTime() / 1_000);
      if (claims) return claims;
    }
    throw voterTokenInvalid();
  }

  /** An unknown code is refused: taken for none, it would lift the rule against voting for one's own unit. */
  private async organisationOf(code: string | null): Promise<string | undefined> {
    if (code === null) return undefined;
    const organisation = await this.database.read.findOneBy(Organisation, {code});
    if (!organisation) throw voterTokenInvalid();
    return organisation.id;
  }
}

function read<T>(decode: () => T): T {
  try {
    return decode();
  } catch {
    throw voterTokenInvalid();
  }
}
