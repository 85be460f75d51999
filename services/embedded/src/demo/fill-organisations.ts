import {systemCaller} from '@concours/kernel/identity';
import type {Platform} from '../platform.js';
import {people} from './accounts.js';
import {demoOrganisations} from './organisations.js';
import type {Random} from './random.js';

/** Ids by code. */
export type Ids = ReadonlyMap<string, string>;

export async function fillOrganisations({services}: Platform, random: Random): Promise<Ids> {
  const {importing, reading} = services.organisations.slices;
  const rows = demoOrganisations(random);
  const report = await importing.import(systemCaller(), rows);
  if (report.refused.length > 0)
    throw new Error(`the demo's organisations were refused: ${JSON.stringify(report.refused[0])}`);
  const ids = new Map<string, string>();
  for await (const organisation of reading.all()) ids.set(organisation.code, organisation.id);
  return ids;
}

/** The accounts with the grants that hold everywhere; those within a campaign follow when there is one. */
export async function fillAccounts({services}: Platform, ids: Ids): Promise<ReadonlyMap<string, string>> {
  const {accounts, grants} = services.organisations.slices;
  const created = new Map<string, string>();
  for (const {name, displayName, password, organisation, grants: held} of people) {
    const organisationId = ids.get(organisation)!;
    const account = await accounts.create(systemCaller(), {name, displayName, password, organisationId});
    created.set(name, account.id);
    for (const {role, at, campaign} of held) {
      if (campaign === undefined)
        await grants.grant(systemCaller(), {accountId: account.id, role, organisationId: ids.get(at)!});
    }
  }
  return created;
}

export async function grantWithin(
  {services}: Platform,
  ids: Ids,
  accounts: ReadonlyMap<string, string>,
  key: string,
  campaignId: string,
): Promise<void> {
  for (const {name, grants: held} of people) {
    for (const {role, at, campaign, track} of held) {
      if (campaign !== key) continue;
      const accountId = accounts.get(name)!;
      const organisationId = ids.get(at)!;
      await services.organisations.slices.grants.grant(systemCaller(), {
        accountId,
        role,
        organisationId,
        campaignId,
        trackKey: track ?? null,
      });
    }
  }
}
