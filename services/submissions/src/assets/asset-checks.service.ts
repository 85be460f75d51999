import {judgeFile} from '@concours/kernel/files/file.rules';
import type {AssetRule, TrackDefinition} from '@concours/schema/definition/track';
import type {EntityManager} from 'typeorm';
import type {Finding} from '../submissions/rule-finding.js';
import {Asset} from './asset.js';

/** The files of a work against the rules of its track, from what was measured when they were attached. */
export class AssetChecks {
  async ofSubmission(
    manager: EntityManager,
    submission: {id: string},
    track: TrackDefinition,
  ): Promise<{missing: AssetRule[]; findings: Finding[]}> {
    const assets = await manager.findBy(Asset, {submissionId: submission.id});
    const rules = track.assets ?? [];
    const has = new Set(assets.map((asset) => asset.rule));
    return {
      missing: rules.filter((rule) => rule.required && !has.has(rule.key)),
      findings: assets.flatMap((asset) => findingsOf(asset, rules)),
    };
  }
}

/** Judged anew: the definition may have changed since. What only the upload could know, such as a duplicate, was kept. */
export function findingsOf(asset: Asset, rules: readonly AssetRule[]): Finding[] {
  const rule = rules.find((candidate) => candidate.key === asset.rule);
  const video = rule?.role === 'VIDEO';
  const judged = rule ? judgeFile(rule, {...asset, hasVideo: video, truncated: false}) : [];
  return [...judged, ...asset.remarks];
}
