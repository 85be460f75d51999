import type {RoundFile} from '@concours/schema/definition/round';
import type {Path, Problem} from './problem.js';
import {problem, unknown} from './rule-kit.rules.js';

/** A cut to an exact number needs a last key that always decides (A4). */
export function tieProblems(path: Path, {ties, components, cut}: RoundFile): Problem[] {
  const keys = components.map(({key}) => key);
  const problems = ties.flatMap((tie, i) =>
    typeof tie === 'string' ? [] : unknown('COMPONENT', [...path, 'ties', i, 'component'], tie.component, keys),
  );
  // what is decided is not asked again: a key after the lot, and one that has been asked, say nothing
  const names = ties.map((tie) => (typeof tie === 'string' ? tie : tie.component));
  names.forEach((name, i) => {
    if (names.indexOf(name) === i && (names.indexOf('LOT') < 0 || i <= names.indexOf('LOT'))) return;
    problems.push(
      problem(
        [...path, 'ties', i],
        'TIE_UNREACHED',
        `“${name}”永远用不到：前面已有同一规则，或已由抽签（LOT）决定。`,
        `"${name}" is never reached: the same key, or the lot, comes before it.`,
      ),
    );
  });
  if (cut?.mode === 'EXACTLY' && !ties.includes('LOT') && !ties.includes('SUBMITTED_EARLIER')) {
    problems.push(
      problem(
        [...path, 'ties'],
        'TIES_UNDECIDED',
        '按确切人数晋级时，并列规则须含 LOT 或 SUBMITTED_EARLIER。',
        'A cut to an exact number needs LOT or SUBMITTED_EARLIER among its ties.',
        'key',
      ),
    );
  }
  return problems;
}
