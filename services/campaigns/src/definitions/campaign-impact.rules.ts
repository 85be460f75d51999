import type {Touched} from '@concours/kernel/impact';
import type {BilingualText} from '@concours/kernel/refusal';
import type {Definition} from '@concours/schema/definition/definition';

/** What there is of a campaign in this service. */
export interface Held {
  /** Stages that have opened. */
  opened: readonly string[];
  /** How many reports there are of each form. */
  reports: Readonly<Record<string, number>>;
  /** What has been counted for each metric at the root. */
  counted: Readonly<Record<string, number>>;
}

/** What another definition would do to stages that have opened, and to reports that are in. */
export function campaignImpact(before: Definition, after: Definition, held: Held): Touched[] {
  const total = Object.values(held.reports).reduce((sum, count) => sum + count, 0);
  if (before.plan && !after.plan && total > 0)
    return [...stages(before, after, held), one('PLAN_GONE', 'plan', total, plan)];
  const forms = new Set(after.plan?.reports.forms.map(({key}) => key));
  const metrics = new Map(after.plan?.metrics.map((metric) => [metric.key, metric]));
  return [
    ...stages(before, after, held),
    ...Object.entries(held.reports)
      .filter(([form]) => before.plan && !forms.has(form))
      .map(([form, count]) => one('FORM_GONE', `plan.reports.forms[${form}]`, count, gone)),
    ...(before.plan?.metrics ?? []).flatMap((metric) => {
      const count = held.counted[metric.key] ?? 0;
      const next = metrics.get(metric.key);
      const place = `plan.metrics[${metric.key}]`;
      if (count === 0) return [];
      if (!next) return [one('METRIC_GONE', place, count, uncounted)];
      const isCountedAlike = JSON.stringify(metric.count) === JSON.stringify(next.count);
      return isCountedAlike ? [] : [one('COUNTED_ANEW', `${place}.count`, count, anew)];
    }),
  ];
}

function stages(before: Definition, after: Definition, {opened}: Held): Touched[] {
  return opened.flatMap((key) => {
    const stage = before.stages.find((each) => each.key === key);
    const next = after.stages.find((each) => each.key === key);
    if (!stage) return [];
    if (!next) return [one('STAGE_GONE', `stages[${key}]`, 1, stageGone)];
    return stage.from === next.from ? [] : [one('STAGE_MOVED', `stages[${key}].from`, 1, stageMoved)];
  });
}

type Say = (count: number) => BilingualText;
const plan: Say = (n) => ({
  zh: `已有 ${n} 条活动填报，删除计划后不再统计。`,
  en: `${n} reports are in; without a plan they count for nothing.`,
});
const gone: Say = (n) => ({zh: `已有 ${n} 条填报使用这一活动形式。`, en: `${n} reports are of this form.`});
const uncounted: Say = (n) => ({
  zh: `该指标已完成 ${n}，删除后不再统计。`,
  en: `${n} have been counted for the metric; they would count no more.`,
});
const anew: Say = (n) => ({
  zh: `该指标已完成 ${n}，将按新口径重新统计。`,
  en: `${n} have been counted for the metric; it would be counted anew.`,
});
const stageGone: Say = () => ({
  zh: '该阶段已经开始，删除后随即结束。',
  en: 'The stage has opened: without it, it is over at once.',
});
const stageMoved: Say = () => ({
  zh: '该阶段已经开始，开始时间会改变。',
  en: 'The stage has opened, and would begin at another time.',
});

const one = (code: string, place: string, count: number, say: Say): Touched => ({
  ...{code, place, count},
  samples: [],
  text: say(count),
});
