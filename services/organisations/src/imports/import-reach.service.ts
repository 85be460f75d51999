import type {Database} from '@concours/kernel/database';
import {systemCaller, type Caller} from '@concours/kernel/identity';
import {may, type Need} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import {Account} from '../accounts/account.js';
import type {GrantService} from '../grants/grant.service.js';
import type {OrganisationImportJob} from './import-job.js';

/** Where a job may write: asked anew for every batch, so that a revoked grant or a suspension counts in the middle of it. */
export class ImportReachService {
  constructor(
    private readonly database: Database,
    private readonly grants: GrantService,
  ) {}

  /** Whoever asked for the job, with those of the grants they asked with that still hold. */
  async callerOf(job: Pick<OrganisationImportJob, 'id' | 'accountId' | 'reach'>): Promise<Caller> {
    if (job.accountId === null) return systemCaller(job.id);
    const account = await this.database.read.findOneBy(Account, {id: job.accountId});
    const held = account && !account.suspended ? await this.grants.compact(account.id) : [];
    const grants = held.filter(
      ({role, organisation, within}) =>
        within === undefined && job.reach.some((each) => each.role === role && each.organisation === organisation),
    );
    return {kind: 'account', id: job.accountId, name: account?.name ?? null, grants, requestId: job.id};
  }
}

export function needAt(path: string): Need {
  return {roles: permissions['organisation.administer'], path};
}

export function mayWrite(caller: Caller, path: string): boolean {
  return may(caller, needAt(path));
}
