import type {Campaign} from '@concours/campaigns/campaigns/campaign';
import {shiftDefinition} from '@concours/campaigns/definitions/definition.shift';
import {type Caller, systemCaller} from '@concours/kernel/identity';
import {Account} from '@concours/organisations/accounts/account';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import type {Platform} from '../platform.js';
import {repository} from '../repository.js';
import {settled} from './settled.js';

/** Today is the third day of the singers' vote and a summer day of the plan. */
export const TODAY = {'anhui-singer-2024': '2024-08-09', 'anhui-2022': '2022-07-20'} as const;
export type CurrentKey = keyof typeof TODAY;
export const CURRENT = Object.keys(TODAY) as CurrentKey[];
export const SINGERS = 'anhui-singer-2024';

export const semiFinalOf = (campaignId: string): string => `${campaignId}:semi-final`;

/** A campaign of the real notices, its dates shifted by so many milliseconds. Answers with its id when it is in force. */
export function applyNotice(platform: Platform, key: string, shift: number, reason: string | null): Promise<string> {
  return applyFile(platform, path.join('services/campaigns/definitions', `${key}.yaml`), shift, reason);
}

export async function applyFile(
  platform: Platform,
  file: string,
  shift: number,
  reason: string | null,
): Promise<string> {
  const source = shiftDefinition(readFileSync(path.join(repository(), file), 'utf8'), shift);
  const {definitions} = platform.services.campaigns.slices;
  const campaign =
    reason === null ? await definitions.apply(systemCaller(), source, null) : await change(platform, source, reason);
  const {id, definitionVersion} = campaign;
  await sign(platform, campaign);
  await settled(`${file} to be in force`, async () => (await definitions.versionInForce(id)) >= definitionVersion);
  return id;
}

/** In the demo all joint organisers have signed. */
async function sign({services}: Platform, campaign: Campaign): Promise<void> {
  if (campaign.publishedAt !== null) return;
  const {signing} = services.campaigns.slices;
  for (const body of campaign.bodyIds())
    await signing.sign(systemCaller(), campaign.id, body, campaign.definitionVersion);
}

/** A stage has opened: what the owner proposes, the second person approves. */
async function change(platform: Platform, source: string, reason: string): Promise<Campaign> {
  const {proposals} = platform.services.campaigns.slices;
  const {id} = await proposals.propose(await callerNamed(platform, 'owner'), source, reason);
  return proposals.approve(await callerNamed(platform, 'second'), id);
}

async function callerNamed({services}: Platform, name: string): Promise<Caller> {
  const {database, slices} = services.organisations;
  const account = await database.read.findOneByOrFail(Account, {name});
  const grants = await slices.grants.compact(account.id);
  const {requestId} = systemCaller();
  return {kind: 'account', id: account.id, name: account.displayName, grants, requestId};
}

export async function campaignId({services}: Platform, key: string): Promise<string> {
  const campaign = await services.campaigns.slices.campaigns.byKey(systemCaller(), key);
  if (!campaign) throw new Error(`the demo has no campaign ${key}`);
  return campaign.id;
}

export async function entryIds({services}: Platform, roundId: string): Promise<string[]> {
  return (await services.scoring.slices.entries.ofRound(roundId)).map(({id}) => id);
}

/** By code. */
export async function organisationIds({services}: Platform): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for await (const {code, id} of services.organisations.slices.reading.all()) ids.set(code, id);
  return ids;
}
