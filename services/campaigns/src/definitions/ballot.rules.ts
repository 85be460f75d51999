import type {DefinitionFile} from '@concours/schema/definition/definition';
import type {RoundFile} from '@concours/schema/definition/round';
import {groupProblems, visibilityProblems} from './ballot-groups.rules.js';
import {integrityProblems} from './ballot-integrity.rules.js';
import {limitProblems} from './ballot-limits.rules.js';
import type {Path, Problem} from './problem.js';
import {notOfTrack, problem, unknown} from './rule-kit.rules.js';
import {spanOf} from './span.rules.js';

/** The vote of a round: permitted at all, in a stage of its own kind, within limits that can be kept. */
export function ballotProblems(path: Path, round: RoundFile, {policies, stages}: DefinitionFile): Problem[] {
  const {ballot} = round;
  const counted = round.components.some((component) => component.from === 'BALLOT');
  if (!ballot) {
    if (!counted) return [];
    return [
      problem(
        path,
        'BALLOT_MISSING',
        '有投票计分项，但没有 ballot（投票规则）。',
        'A component counts votes, but there is no ballot.',
      ),
    ];
  }
  const at = [...path, 'ballot'];
  const problems: Problem[] = [];
  if (policies.votes === 'OFF') {
    problems.push(
      problem(
        at,
        'VOTES_OFF',
        '减负规则 policies.votes 为 OFF，不得设网络投票（R112）。',
        'The burden policy policies.votes is OFF, so no round may have a ballot (R112).',
        'key',
      ),
    );
  }
  if (!counted)
    problems.push(
      problem(
        at,
        'BALLOT_UNUSED',
        '有投票规则，但没有计分项使用它。',
        'There is a ballot, but no component counts its votes.',
        'key',
      ),
    );
  return [
    ...problems,
    ...limitProblems(at, ballot),
    ...groupProblems(path, round, ballot),
    ...visibilityProblems(at, ballot),
    ...integrityProblems(at, ballot),
    ...stageProblems(at, ballot, stages, round.track),
  ];
}

type Ballot = NonNullable<RoundFile['ballot']>;

function stageProblems(at: Path, ballot: Ballot, stages: DefinitionFile['stages'], track: string): Problem[] {
  const stage = stages.find(({key}) => key === ballot.stage);
  if (!stage)
    return unknown(
      'STAGE',
      [...at, 'stage'],
      ballot.stage,
      stages.map(({key}) => key),
    );
  const problems = notOfTrack([...at, 'stage'], stage, track);
  if (stage.kind !== 'VOTE') {
    problems.push(
      problem(
        [...at, 'stage'],
        'STAGE_KIND',
        `投票阶段的类型须为 VOTE，“${stage.key}”是 ${stage.kind}。`,
        `A vote runs in a VOTE stage; "${stage.key}" is ${stage.kind}.`,
      ),
    );
  }
  const freeze = spanOf(ballot.freezeAt);
  if (!freeze) return problems;
  const [from, until] = [spanOf(stage.from)?.from, spanOf(stage.until)?.until];
  // outside whatever day of a month is meant
  if ((from !== undefined && freeze.until < from) || (until !== undefined && freeze.from > until)) {
    problems.push(
      problem(
        [...at, 'freezeAt'],
        'FREEZE_OUTSIDE',
        `封榜时刻 ${freeze.from} 不在投票时间 ${from ?? '…'} 至 ${until ?? '…'} 之内。`,
        `The board freezes at ${freeze.from}, outside of the vote from ${from ?? '…'} to ${until ?? '…'}.`,
      ),
    );
  }
  return problems;
}
