import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import type {Touched} from '@concours/kernel/impact';
import {may} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import type {Definition} from '@concours/schema/definition/definition';
import {In, Not} from 'typeorm';
import {findingsOf} from '../assets/asset-checks.service.js';
import {Asset} from '../assets/asset.js';
import type {CampaignRefs} from '../campaigns/campaign.service.js';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import {Submission} from './submission.js';
import {SubmissionState} from './submission.kinds.js';
import {type CapOf, workImpact} from './work-impact.rules.js';

const AT_ONCE = 500;

/** What another definition would do to the works that are in already, for those who could apply it. */
export class WorkImpact {
  constructor(
    private readonly database: Database,
    private readonly campaigns: CampaignRefs,
    private readonly capOf: CapOf,
  ) {}

  async of(caller: Caller, campaignId: string, after: Definition): Promise<Touched[]> {
    const campaign = await this.campaigns.find(campaignId);
    const need = {roles: permissions['campaign.apply'], path: campaign?.ownerPath ?? '', within: campaignId};
    if (!campaign || !may(caller, need)) return [];
    const works = await this.database.read.findBy(Submission, {
      campaignId,
      state: Not(In([SubmissionState.DRAFT, SubmissionState.WITHDRAWN])),
    });
    const files = await this.filesOf(works.map(({id}) => id));
    const facts = works.map((work) => Object.assign(work, {files: files.get(work.id) ?? []}));
    const units = await this.database.read.findBy(OrganisationRef, {
      id: In([...new Set(works.flatMap(({recommendedById}) => recommendedById ?? []))]),
    });
    return workImpact(
      campaign.definition,
      after,
      facts,
      ({files: own}, track) =>
        (own as Asset[])
          .flatMap((asset) => findingsOf(asset, track.assets ?? []))
          .filter(({severity}) => severity === 'REJECT'),
      {capOf: this.capOf, units: new Map(units.map((unit) => [unit.id, unit]))},
    );
  }

  private async filesOf(submissionIds: string[]): Promise<Map<string, Asset[]>> {
    const byWork = new Map<string, Asset[]>();
    for (let from = 0; from < submissionIds.length; from += AT_ONCE) {
      const some = submissionIds.slice(from, from + AT_ONCE);
      for (const asset of await this.database.read.findBy(Asset, {submissionId: In(some)}))
        byWork.set(asset.submissionId, [...(byWork.get(asset.submissionId) ?? []), asset]);
    }
    return byWork;
  }
}
