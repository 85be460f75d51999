import type {DefinitionFile} from '@concours/schema/definition/definition';
import {practices} from '@concours/schema/definition/policies';
import type {Problem} from './problem.js';
import {problem} from './rule-kit.rules.js';

/** What LIMITED means is said, and reminders have hours in which they may be sent (R112). */
export function policyProblems({policies}: DefinitionFile): Problem[] {
  const limited = practices.filter((practice) => policies[practice] === 'LIMITED');
  const {from = '08:30', until = '17:30'} = policies.reminders ?? {};
  return [
    ...(policies.limits === undefined || policies.limits.length === 0
      ? limited.map((practice) =>
          problem(
            ['policies', practice],
            'LIMITS_UNSAID',
            `${practice} 为 LIMITED，须在 limits 中写明如何限制。`,
            `${practice} is LIMITED: say in limits what that means.`,
          ),
        )
      : []),
    ...(from < until
      ? []
      : [
          problem(
            ['policies', 'reminders'],
            'WINDOW_REVERSED',
            `提醒时间 ${from} 至 ${until} 为空。`,
            `There is no time between ${from} and ${until} in which to remind.`,
          ),
        ]),
  ];
}
