import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {decodeJwt, jwtVerify} from 'jose';
import {Organisation} from '../organisations/organisation.js';
import {PartnerApp} from './partner-app.js';
import {voterTokenInvalid} from './app.refusals.js';
import {voterClaimsOf, type VoterClaims} from './voter-token.rules.js';

const AUDIENCE = 'concours';
const LONGEST = 2_000;

/** Voters whom a partner's app vouches for: `iss` the app's id, `aud` concours, `sub` its own opaque id, `org`, `exp`. */
export class VoterTokenService {
  constructor(
    private readonly database: Database,
    private readonly realTime: Clock,
  ) {}

  async callerOf(token: string, requestId: string): Promise<Caller> {
    const app = await this.appOf(token);
    const {sub, org} = await this.claimsOf(token, app);
    const voter = {app: app.id, id: sub, organisation: await this.organisationOf(org)};
    return {kind: 'voter', id: `${app.id}:${sub}`, name: null, grants: [], voter, requestId};
  }

  private async appOf(token: string): Promise<PartnerApp> {
    const app = await this.database.read.findOneBy(PartnerApp, {id: issuerOf(token)});
    if (!app) throw voterTokenInvalid();
    return app;
  }

  /** One algorithm, named by us: the token's own word for it (`none`, a public key's) counts for nothing. */
  private async claimsOf(token: string, app: PartnerApp): Promise<VoterClaims> {
    const now = this.realTime.now();
    const expected = {algorithms: ['HS256'], audience: AUDIENCE, issuer: app.id, currentDate: now};
    const verified = await jwtVerify(token, new TextEncoder().encode(app.secret), expected).catch(() => null);
    const claims = verified && voterClaimsOf(verified.payload, now.getTime() / 1_000);
    if (!claims) throw voterTokenInvalid();
    return claims;
  }

  /** An unknown code is refused: taken for none, it would lift the rule against voting for one's own unit. */
  private async organisationOf(code: string | null): Promise<string | undefined> {
    if (code === null) return undefined;
    const organisation = await this.database.read.findOneBy(Organisation, {code});
    if (!organisation) throw voterTokenInvalid();
    return organisation.id;
  }
}

function issuerOf(token: string): string {
  if (token.length > LONGEST) throw voterTokenInvalid();
  try {
    return String(decodeJwt(token).iss ?? '');
  } catch {
    throw voterTokenInvalid();
  }
}
