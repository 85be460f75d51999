import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import {LessThan} from 'typeorm';
import type {Account} from '../accounts/account.js';
import type {AccountService} from '../accounts/account.service.js';
import {hashOf, newToken} from '../token.js';
import {challengeOver, secondFactorNeeded} from './factor.refusals.js';
import {SignInChallenge} from './second-factor.js';
import type {SecondFactorService} from './second-factor.service.js';

const LIFETIME_MS = 300_000;
const MOST_ATTEMPTS = 5;
const STEP = {unaudited: 'half of signing in; the whole is recorded'};

/** The second step of signing in. */
export class ChallengeService {
  constructor(
    private readonly database: Database,
    private readonly realTime: Clock,
    private readonly accounts: AccountService,
    private readonly factors: SecondFactorService,
  ) {}

  /** After the right password: throws SECOND_FACTOR_NEEDED, with what the second step begins with, for accounts that have one. */
  async demand(account: Account): Promise<void> {
    if (!(await this.factors.isOn(account.id))) return;
    const challenge = newToken('cc');
    const now = this.realTime.now();
    const expiresAt = new Date(now.getTime() + LIFETIME_MS);
    await this.database.write(async (manager) => {
      await manager.delete(SignInChallenge, {expiresAt: LessThan(now)});
      await manager.insert(SignInChallenge, {
        tokenHash: hashOf(challenge),
        accountId: account.id,
        attempts: 0,
        expiresAt,
      });
    }, STEP);
    throw secondFactorNeeded({challenge, expiresAt: expiresAt.toISOString()});
  }

  /** Whose challenge was met. A code counts for one attempt, right or wrong, and five wrong ones end it. */
  async meet(i: {challenge: string; code: string; address: string}): Promise<Account> {
    const tokenHash = hashOf(i.challenge);
    const account = await this.attempt(tokenHash);
    await this.factors.demandCode(account.id, i);
    const {affected} = await this.database.write((manager) => manager.delete(SignInChallenge, {tokenHash}), STEP);
    if (!affected) throw challengeOver();
    return account;
  }

  private async attempt(tokenHash: string): Promise<Account> {
    const live = {tokenHash, attempts: LessThan(MOST_ATTEMPTS)};
    const counted = await this.database.write(
      (manager) => manager.increment(SignInChallenge, live, 'attempts', 1),
      STEP,
    );
    const challenge = counted.affected ? await this.database.read.findOneBy(SignInChallenge, {tokenHash}) : null;
    const account = challenge && (await this.accounts.byId(challenge.accountId));
    if (!challenge || !account || account.suspended || challenge.expiresAt <= this.realTime.now())
      throw challengeOver();
    return account;
  }
}
