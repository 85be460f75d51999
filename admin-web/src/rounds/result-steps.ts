/** The three steps of a result and what stands in the way of the next one. Pure; the platform decides all the same. */
const steps = ['freeze', 'notice', 'publish'] as const;
export type Step = (typeof steps)[number];

export interface ResultNow {
  state: 'FROZEN' | 'ON_NOTICE' | 'PUBLISHED';
  noticeUntil: string | null;
}

interface Condition {
  key: 'condEntries' | 'condClosed' | 'condScores' | 'condMissing';
  /** Null while it isn't known yet. */
  met: boolean | null;
}

/** What has to be so before a round can be frozen; `missing` is how many entries lack a component, null while unknown. */
export function freezeConditions(i: {entriesComplete: boolean; state: string; missing: number | null}): Condition[] {
  const scores: Condition =
    i.missing === null || i.missing === 0
      ? {key: 'condScores', met: i.missing === null ? null : true}
      : {key: 'condMissing', met: false};
  return [{key: 'condEntries', met: i.entriesComplete}, {key: 'condClosed', met: i.state === 'CLOSED'}, scores];
}

type Hindrance = 'conditions' | 'notice' | 'second';
interface StepNow {
  step: Step;
  stage: 'done' | 'next' | 'later';
  hindrance: Hindrance | null;
  /** Whether this person is shown the button at all. */
  offered: boolean;
}

const stepsDone = {FROZEN: 1, ON_NOTICE: 2, PUBLISHED: 3} as const;

export function stepsOf(i: {
  result: ResultNow | null;
  conditions: readonly Condition[];
  owner: boolean;
  publisher: boolean;
  /** Whether this person froze it: then another one publishes. */
  own: boolean;
  now: Date;
}): StepNow[] {
  const done = i.result ? stepsDone[i.result.state] : 0;
  const hindrances: Record<Step, () => Hindrance | null> = {
    freeze: () => (i.conditions.every(({met}) => met) ? null : 'conditions'),
    notice: () => null,
    publish() {
      const until = i.result?.noticeUntil;
      if (!until || i.now.getTime() <= Date.parse(until)) return 'notice';
      return i.own ? 'second' : null;
    },
  };
  return steps.map((step, index) => {
    const stage = index < done ? 'done' : index === done ? 'next' : 'later';
    return {
      step,
      stage,
      hindrance: stage === 'next' ? hindrances[step]() : null,
      offered: stage === 'next' && (step === 'publish' ? i.publisher : i.owner),
    };
  });
}
