import {requestOfAct} from '@concours/kernel/audit/guard';
import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import {systemCaller} from '@concours/kernel/identity';
import type {Logger} from '@concours/kernel/log';
import {randomBytes} from 'node:crypto';
import {Account} from '../accounts/account.js';
import type {AccountService} from '../accounts/account.service.js';
import type {GrantService} from '../grants/grant.service.js';
import type {OrganisationService} from '../organisations/organisation.service.js';
import {setUpCodeRefused} from './session.refusals.js';
import {SetUp} from './set-up.js';
import {hashOf} from '../token.js';

export interface SetUpWish {
  code: string;
  name: string;
  password: string;
  displayName: string;
  organisationCode: string;
  organisationNameZh: string;
}

export const setUpCodeInto = (log: Logger) => (setUpCode: string) =>
  log.warn({setUpCode}, 'nobody has an account yet: mutation setUp makes the first administrator with this code, once');

/** The first administrator of an installation can be appointed by nobody but whoever reads its log. */
export class SetUpService {
  constructor(
    private readonly database: Database,
    private readonly realTime: Clock,
    private readonly organisations: OrganisationService,
    private readonly accounts: AccountService,
    private readonly grants: GrantService,
  ) {}

  /** Each start without an account makes the code anew: one that was lost with a log is of no use to anybody. */
  async announceCode(show: (code: string) => void): Promise<void> {
    if (await this.database.read.existsBy(Account, {})) return;
    const code = randomBytes(16)
      .toString('hex')
      .replace(/.{8}(?=.)/g, '$&-');
    await this.database.write(async (manager) => {
      await manager.upsert(SetUp, {id: 1, codeHash: hashOf(code), createdAt: this.realTime.now()}, ['id']);
    });
    show(code);
  }

  /** The code goes with its use, in one unit of work: of two who hold it one gets in. */
  async setUp(wish: SetUpWish): Promise<Account> {
    // first, since everything that follows costs time that strangers should not be able to spend
    if (!(await this.database.read.existsBy(SetUp, {codeHash: hashOf(wish.code)}))) throw setUpCodeRefused();
    const passwordHash = await this.accounts.prepared(wish);
    const system = systemCaller(requestOfAct());
    return this.database.write(async (manager) => {
      const {affected} = await manager.delete(SetUp, {codeHash: hashOf(wish.code)});
      if (!affected || (await manager.existsBy(Account, {}))) throw setUpCodeRefused();
      const root = await this.organisations.createIn(manager, system, {
        code: wish.organisationCode,
        nameZh: wish.organisationNameZh,
        kind: 'FEDERATION',
        level: 'PROVINCE',
      });
      const {name, displayName} = wish;
      const account = await this.accounts.createIn(manager, system, {
        name,
        displayName,
        passwordHash,
        organisationId: root.id,
      });
      await this.grants.grantIn(manager, system, {
        accountId: account.id,
        role: 'PLATFORM_ADMIN',
        organisationId: root.id,
      });
      const subject = {type: 'Account', id: account.id};
      await record(manager, system, {action: 'setUp', subject, organisationId: root.id});
      return account;
    });
  }
}
