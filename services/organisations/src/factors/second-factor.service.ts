import {randomInt} from 'node:crypto';
import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import type {PersonalVault} from '@concours/kernel/personal/vault';
import {demandPerson} from '@concours/kernel/scope';
import {Secret, TOTP} from 'otpauth';
import {In, IsNull, LessThan, Not, type EntityManager} from 'typeorm';
import type {Account} from '../accounts/account.js';
import type {AccountService} from '../accounts/account.service.js';
import type {AttemptService} from '../accounts/attempt.service.js';
import {codeRefused, secondFactorOff, secondFactorOn} from './factor.refusals.js';
import {recoveryCode, recoveryCodeOf, RECOVERY_CODES, totpCodeOf} from './recovery.rules.js';
import {RecoveryCode, SecondFactor, type SecondFactorSetUp} from './second-factor.js';

const ISSUER = 'Concours';
const STEP_SECONDS = 30;

/** Codes of an authenticator app (RFC 6238), and ten for the day it is lost. */
export class SecondFactorService {
  constructor(
    private readonly database: Database,
    private readonly realTime: Clock,
    private readonly vault: PersonalVault,
    private readonly accounts: AccountService,
    private readonly attempts: AttemptService,
  ) {}

  isOn(accountId: string): Promise<boolean> {
    return this.database.read.existsBy(SecondFactor, {accountId, confirmedAt: Not(IsNull())});
  }

  /** For each account, whether it has one: a list asks for many at once. */
  async areOn(accountIds: readonly string[]): Promise<boolean[]> {
    const rows = await this.database.read.findBy(SecondFactor, {
      accountId: In([...accountIds]),
      confirmedAt: Not(IsNull()),
    });
    const on = new Set(rows.map(({accountId}) => accountId));
    return accountIds.map((id) => on.has(id));
  }

  codesLeft(accountId: string): Promise<number> {
    return this.database.read.countBy(RecoveryCode, {accountId});
  }

  /** A session that was left open is not enough: whoever finds it would lock its owner out. */
  async begin(caller: Caller, password: string): Promise<SecondFactorSetUp> {
    const account = await this.accounts.confirmed(caller, password);
    const {id: accountId, organisationId} = account;
    const secret = new Secret({size: 20});
    await this.database.write(async (manager) => {
      if (await manager.existsBy(SecondFactor, {accountId, confirmedAt: Not(IsNull())})) throw secondFactorOn();
      const sealed = this.vault.seal(secret.base32, 'account.secondFactor');
      await manager.save(SecondFactor, {accountId, secret: sealed, confirmedAt: null, lastStep: 0});
      await record(manager, caller, {
        action: 'beginSecondFactor',
        subject: {type: 'Account', id: accountId},
        organisationId,
      });
    });
    return {uri: totpOf(secret, account.name).toString(), secret: secret.base32};
  }

  /** The recovery codes, this once. */
  async confirm(caller: Caller, code: string): Promise<string[]> {
    const account = await this.own(caller);
    const {id: accountId, organisationId} = account;
    const codes = Array.from({length: RECOVERY_CODES}, () => recoveryCode((below) => randomInt(below)));
    await this.database.write(async (manager) => {
      const factor = await manager.findOneBy(SecondFactor, {accountId});
      if (!factor) throw secondFactorOff();
      if (factor.confirmedAt !== null) throw secondFactorOn();
      const lastStep = this.stepOf(factor, code);
      if (lastStep === null) throw codeRefused();
      await manager.update(SecondFactor, {accountId}, {confirmedAt: this.realTime.now(), lastStep});
      await manager.delete(RecoveryCode, {accountId});
      await manager.insert(
        RecoveryCode,
        codes.map((each) => ({accountId, lookUp: this.lookUp(accountId, each)})),
      );
      const subject = {type: 'Account', id: accountId};
      await record(manager, caller, {
        action: 'confirmSecondFactor',
        subject,
        organisationId,
        after: {secondFactor: true},
      });
    });
    return codes;
  }

  async end(caller: Caller, i: {password: string; code: string}): Promise<Account> {
    const account = await this.accounts.confirmed(caller, i.password);
    if (!(await this.isOn(account.id))) throw secondFactorOff();
    await this.demandCode(account.id, {code: i.code, address: caller.address ?? ''});
    await this.database.write((manager) => this.removeIn(manager, caller, account, 'endSecondFactor'));
    return account;
  }

  /** For somebody who has lost the telephone and the codes as well. */
  takeAway(caller: Caller, accountId: string): Promise<Account> {
    demandPerson(caller);
    return this.database.write(async (manager) => {
      const {account} = await this.accounts.administered(manager, caller, accountId);
      if (!(await manager.existsBy(SecondFactor, {accountId}))) throw secondFactorOff();
      await this.removeIn(manager, caller, account, 'takeAwaySecondFactor');
      return account;
    });
  }

  /** A right code, which is used up. Throws SECOND_FACTOR_REFUSED, SIGN_IN_THROTTLED. */
  async demandCode(accountId: string, {code, address}: {code: string; address: string}): Promise<void> {
    const trying = {name: `code ${accountId}`, address};
    const right = await this.attempts.guess(trying, async () => (await this.takes(accountId, code)) || null);
    if (!right) throw codeRefused();
  }

  private takes(accountId: string, text: string): Promise<boolean> {
    return this.database.write(
      async (manager) => {
        const recovery = recoveryCodeOf(text);
        if (recovery !== null) {
          const used = await manager.delete(RecoveryCode, {accountId, lookUp: this.lookUp(accountId, recovery)});
          return used.affected === 1;
        }
        const factor = await manager.findOneBy(SecondFactor, {accountId, confirmedAt: Not(IsNull())});
        const step = factor && this.stepOf(factor, text);
        if (step === null) return false;
        // of two who show the same code at once one is late
        const taken = await manager.update(SecondFactor, {accountId, lastStep: LessThan(step)}, {lastStep: step});
        return taken.affected === 1;
      },
      {unaudited: 'a code is used up by the act it is for, which is recorded'},
    );
  }

  private async removeIn(manager: EntityManager, caller: Caller, account: Account, action: string): Promise<void> {
    const {id: accountId, organisationId} = account;
    await manager.delete(SecondFactor, {accountId});
    await manager.delete(RecoveryCode, {accountId});
    const subject = {type: 'Account', id: accountId};
    await record(manager, caller, {
      action,
      subject,
      organisationId,
      before: {secondFactor: true},
      after: {secondFactor: false},
    });
  }

  /** Which span of thirty seconds a code belongs to: the present one or a neighbour, never one that was used. */
  private stepOf(factor: SecondFactor, text: string): number | null {
    const token = totpCodeOf(text);
    if (token === null) return null;
    const timestamp = this.realTime.now().getTime();
    const secret = Secret.fromBase32(this.vault.open(factor.secret, 'account.secondFactor'));
    const delta = totpOf(secret, '').validate({token, timestamp, window: 1});
    if (delta === null) return null;
    const step = TOTP.counter({period: STEP_SECONDS, timestamp}) + delta;
    return step > factor.lastStep ? step : null;
  }

  private async own(caller: Caller): Promise<Account> {
    demandPerson(caller);
    const account = caller.id === null ? null : await this.accounts.byId(caller.id);
    if (!account) throw secondFactorOff();
    return account;
  }

  private lookUp(accountId: string, code: string): string {
    return this.vault.lookUp(recoveryCodeOf(code) ?? code, `account.recovery.${accountId}`);
  }
}

function totpOf(secret: Secret, label: string): TOTP {
  return new TOTP({issuer: ISSUER, label, secret, algorithm: 'SHA1', digits: 6, period: STEP_SECONDS});
}
