import type {BilingualText} from '@concours/kernel/refusal';

/** Where in the document, as keys and positions in lists. */
export type Path = readonly (string | number)[];

/** What is wrong, and where. `at: 'key'` points at the name of the entry, not at its value. */
export interface Problem {
  path: Path;
  at: 'key' | 'value';
  code: string;
  text: BilingualText;
}

/** A problem with its place in the text; line and column count from 1. */
export interface PlacedProblem {
  line: number;
  column: number;
  path: string;
  code: string;
  text: BilingualText;
}

/** `rounds[0].components[1].weight`; empty for the document itself. */
export function pathText(path: Path): string {
  return path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`)).join('');
}

/** A JSON pointer as a path; steps into lists become numbers. */
export function pathOf(pointer: string): Path {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}
