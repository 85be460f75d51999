import type {ReferenceLoader} from '@concours/kernel/subgraph';
import type {Campaign} from './campaigns/campaign.js';
import {Organisation} from './organisations/organisation.js';
import {PersonFileStub} from './persons/person-file.js';
import {Metric} from './plans/metric.js';
import {Plan} from './plans/plan.js';
import type {Slices} from './slices.js';
import {Stage} from './stages/stage.js';
import {Track} from './tracks/track.js';

/** Looks up what other services refer to. All but reports is public once its campaign is. */
export function references({campaigns, reading, clock}: Slices): Record<string, ReferenceLoader> {
  const idsOf = (refs: readonly Record<string, unknown>[]) => refs.map(({id}) => String(id));

  /** Parts of a campaign have ids `<campaignId>:<key>`. */
  const part =
    (find: (campaign: Campaign, key: string) => object | null | undefined): ReferenceLoader =>
    async (refs, {caller}) => {
      const parts = idsOf(refs).map((id) => id.split(':'));
      const found = await campaigns.byIds(
        caller,
        parts.map(([campaignId]) => campaignId),
      );
      return found.map((campaign, i) => (campaign && parts[i].length === 2 && find(campaign, parts[i][1])) || null);
    };

  return {
    Campaign: (refs, {caller}) => campaigns.byIds(caller, idsOf(refs)),
    Plan: async (refs, {caller}) =>
      (await campaigns.byIds(caller, idsOf(refs))).map((campaign) => campaign && Plan.of(campaign)),
    Stage: part((campaign, key) => {
      const stage = campaign.calendar().find(({definition}) => definition.key === key);
      return stage && Stage.of(campaign.id, stage, clock.now());
    }),
    Track: part((campaign, key) => {
      const track = campaign.document.tracks.find((candidate) => candidate.key === key);
      return track && Track.of(campaign, track);
    }),
    Metric: part((campaign, key) => {
      const metric = campaign.document.plan?.metrics.find((candidate) => candidate.key === key);
      return metric && Metric.of(campaign.id, metric);
    }),
    // whether it exists is the owner's to say; one that does not is in no campaign
    PersonFile: async (refs) => idsOf(refs).map((id) => Object.assign(new PersonFileStub(), {id})),
    Organisation: async (refs) => idsOf(refs).map((id) => Organisation.of(id)),
    ActivityReport: (refs, {caller}) => reading.byIds(caller, idsOf(refs)),
  };
}
