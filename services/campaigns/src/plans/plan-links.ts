import type {EntityManager} from 'typeorm';
import {Campaign} from '../campaigns/campaign.js';
import {PlanLink} from './plan-link.js';
import {countedAbove, type Reused} from './reuse.rules.js';

/** Works out anew whose reports count where, from all definitions in force; answers the plans that count others now. */
export async function linkedAnew(manager: EntityManager): Promise<string[]> {
  const campaigns = await manager.find(Campaign);
  const ids = new Map(campaigns.map(({key, id}) => [key, id]));
  const reused = new Map(campaigns.map((campaign) => [campaign.key, reusedOf(campaign)]));
  const right = campaigns.flatMap(({key, id: sourceId}) =>
    [...countedAbove(key, reused)].map(([above, metrics]) => ({sourceId, targetId: ids.get(above)!, metrics})),
  );
  const stored = await manager.find(PlanLink);
  const textOf = ({sourceId, targetId, metrics}: PlanLink) => `${sourceId} ${targetId} ${metrics.join(' ')}`;
  const before = new Set(stored.map(textOf));
  const after = new Set(right.map(textOf));
  const gone = stored.filter((link) => !after.has(textOf(link)));
  const come = right.filter((link) => !before.has(textOf(link)));
  for (const {sourceId, targetId} of gone) await manager.delete(PlanLink, {sourceId, targetId});
  if (come.length > 0) await manager.insert(PlanLink, come);
  return [...new Set([...gone, ...come].map(({targetId}) => targetId))];
}

function reusedOf({key, document: {campaign, plan}}: Campaign): Reused {
  return {key, metrics: plan?.metrics.map((metric) => metric.key) ?? [], parents: campaign.parents ?? []};
}
