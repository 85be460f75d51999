import type {DefinitionFile} from '@concours/schema/definition/definition';
import type {TrackFile} from '@concours/schema/definition/track';
import {askedProblems, takenProblems} from './asset.rules.js';
import type {Files} from './inherit.rules.js';
import {trackAbove} from './parent.rules.js';
import type {Path, Problem} from './problem.js';
import {notOfTrack, problem, repeated, repeatedValues, unknown} from './rule-kit.rules.js';

/** What each track asks of works, allows to units and expects of its hosts. */
export function trackProblems(definition: DefinitionFile): Problem[] {
  const {classes = [], ruleSets = [], tracks, stages, rounds} = definition;
  const classKeys = classes.map(({key}) => key);
  const stageKeys = stages.map(({key}) => key);
  return [
    ...repeated(['tracks'], tracks),
    ...tracks.flatMap((track, i) => {
      const path: Path = ['tracks', i];
      const screening = track.screening?.stage;
      return [
        ...repeated([...path, 'categories'], track.categories),
        ...repeated([...path, 'duties'], track.duties),
        ...repeated([...path, 'onward'], track.onward),
        ...repeatedValues([...path, 'channels'], track.channels),
        ...repeatedValues([...path, 'handedInBy'], track.handedInBy),
        ...askedProblems(path, track),
        ...takenProblems(path, track, ruleSets),
        ...capProblems([...path, 'recommendation', 'caps'], track, classKeys),
        ...(screening === undefined ? [] : unknown('STAGE', [...path, 'screening', 'stage'], screening, stageKeys)),
        ...notOfTrack(
          [...path, 'screening', 'stage'],
          stages.find(({key}) => key === screening),
          track.key,
        ),
        ...screeningProblems(path, track, rounds ?? []),
      ];
    }),
  ];
}

/** A body once in each role, in the campaign and in each track (R3). */
export function hostingProblems({campaign, tracks}: DefinitionFile): Problem[] {
  return [
    ...hosts(['campaign', 'hosting'], campaign.hosting),
    ...tracks.flatMap(({hosting}, i) => hosts(['tracks', i, 'hosting'], hosting)),
  ];
}

function hosts(path: Path, hosting: TrackFile['hosting']): Problem[] {
  const seen = new Set<string>();
  return hosting.flatMap(({role, organisations}, i) =>
    organisations.flatMap((code, j) => {
      const twice = seen.has(`${role} ${code}`);
      seen.add(`${role} ${code}`);
      return twice
        ? [
            problem(
              [...path, i, 'organisations', j],
              'HOST_REPEATED',
              `“${code}”已列为 ${role}。`,
              `"${code}" is already listed as ${role}.`,
            ),
          ]
        : [];
    }),
  );
}

/** The index system a track is judged by is among the annexes, if it is one (R57). */
export function standardProblems({notice, tracks}: DefinitionFile): Problem[] {
  const annexes = (notice?.annexes ?? []).map(({key}) => key);
  return tracks.flatMap(({standard}, i) =>
    standard?.annex === undefined ? [] : unknown('ANNEX', ['tracks', i, 'standard', 'annex'], standard.annex, annexes),
  );
}

/** What goes on to a campaign above goes to one of ours, in which the track has a counterpart (R85, A21). */
export function onwardProblems({campaign, tracks}: DefinitionFile, files: Files): Problem[] {
  const parents = campaign.parents ?? [];
  const keys = parents.map((parent) => parent.campaign);
  return tracks.flatMap((track, i) =>
    (track.onward ?? []).flatMap((onward, j) => {
      const path: Path = ['tracks', i, 'onward', j];
      const named = onward.campaign;
      if (named !== undefined && !keys.includes(named)) return unknown('PARENT', [...path, 'campaign'], named, keys);
      if (onward.kind !== 'RECOMMENDATION') return [];
      const parent = parents.find((candidate) => named === undefined || candidate.campaign === named);
      if (!parent) {
        return [
          problem(
            path,
            'ONWARD_NOWHERE',
            'RECOMMENDATION 须有上级活动（campaign.parents）可推荐。',
            'A RECOMMENDATION needs a campaign above to go to, among campaign.parents.',
          ),
        ];
      }
      const file = files.get(parent.campaign);
      if (!file || trackAbove(parent, track.key, file) !== null) return [];
      return [
        problem(
          path,
          'ONWARD_NOWHERE',
          `“${track.key}”在上级活动“${parent.campaign}”中没有对应的子项目；请写入 campaign.parents 的 tracks。`,
          `"${track.key}" has no counterpart in "${parent.campaign}"; map it among the tracks of campaign.parents.`,
        ),
      ];
    }),
  );
}

function capProblems(path: Path, {recommendation}: TrackFile, classKeys: string[]): Problem[] {
  const seen = new Map<string, number>();
  return (recommendation?.caps ?? []).flatMap((cap, i) => {
    const before = seen.get(cap.class);
    seen.set(cap.class, before ?? cap.most);
    if (before !== undefined) {
      return [
        problem(
          [...path, i, 'class'],
          'CAP_CONTRADICTORY',
          `类别“${cap.class}”已有名额 ${before}，此处又写 ${cap.most}。`,
          `The class "${cap.class}" already has a cap of ${before}; here it is ${cap.most}.`,
        ),
      ];
    }
    return unknown('CLASS', [...path, i, 'class'], cap.class, classKeys);
  });
}

/** A shortlist smaller than the first cut could never fill it (R82, R83). */
function screeningProblems(path: Path, track: TrackFile, rounds: NonNullable<DefinitionFile['rounds']>): Problem[] {
  const first = rounds.find((round) => round.track === track.key && 'shortlist' in round.entries);
  if (!first) return [];
  if (!track.screening) {
    // a notice that gives no weights gives no shortlist either; the round is not in force before both are written
    if (first.components.some(({weight}) => weight === 'TBA')) return [];
    return [
      problem(
        [...path, 'screening'],
        'SCREENING_MISSING',
        `赛段“${first.key}”取自入围名单，须写明 screening 的 atMost。`,
        `The round "${first.key}" takes the shortlist: say how many it may hold, as screening with atMost.`,
        'key',
      ),
    ];
  }
  if (first.cut === undefined || track.screening.atMost >= first.cut.to) return [];
  return [
    problem(
      [...path, 'screening', 'atMost'],
      'SCREENING_BELOW_CUT',
      `入围至多 ${track.screening.atMost}，少于赛段“${first.key}”晋级的 ${first.cut.to}。`,
      `At most ${track.screening.atMost} are shortlisted, fewer than the ${first.cut.to} that advance from "${first.key}".`,
    ),
  ];
}
