import type {ComponentDefinition} from '@concours/schema/definition/round';
import {parseDecimal} from '../decimal.js';

export type PanelComponent = Extract<ComponentDefinition, {from: 'PANEL'}>;
export type ClerkComponent = Extract<ComponentDefinition, {from: 'CLERK'}>;

export type PointsProblem =
  | {kind: 'CRITERION_UNKNOWN'; criterion: string}
  | {kind: 'CRITERION_TWICE'; criterion: string}
  | {kind: 'NOT_A_DECIMAL'; criterion: string; points: string}
  | {kind: 'OVER_THE_MOST'; criterion: string; points: string; most: string};

/** Checks what a judge typed against the criteria; a sheet may be incomplete while it is being filled in. Null: it is fine. */
export function checkPoints(
  scores: readonly {criterion: string; points: string}[],
  component: PanelComponent,
): PointsProblem | null {
  const seen = new Set<string>();
  for (const {criterion, points} of scores) {
    const rule = component.criteria.find(({key}) => key === criterion);
    if (!rule) return {kind: 'CRITERION_UNKNOWN', criterion};
    if (seen.has(criterion)) return {kind: 'CRITERION_TWICE', criterion};
    seen.add(criterion);
    const problem = checkDecimal(points, String(rule.most), criterion);
    if (problem) return problem;
  }
  return null;
}

/** One number against its upper bound, exactly: 100.0001 of 100 is refused. */
export function checkDecimal(points: string, most: string, criterion: string): PointsProblem | null {
  const value = parseDecimal(points);
  if (value === null) return {kind: 'NOT_A_DECIMAL', criterion, points: points.slice(0, 40)};
  return value > parseDecimal(most)! ? {kind: 'OVER_THE_MOST', criterion, points, most} : null;
}

interface Sheet {
  scores: Readonly<Record<string, string>>;
  abstained: boolean;
  conflict: boolean;
  /** The work comes from the judge's own unit (A29). */
  recused?: boolean;
}

/** A sheet is done when every criterion has its points, or when the judge does not score this work. */
export function isDone(sheet: Sheet, component: PanelComponent): boolean {
  return isSetAside(sheet) || component.criteria.every(({key}) => sheet.scores[key] !== undefined);
}

/** Only whole sheets of judges who neither abstained nor were in conflict count (R100, A29). */
export function counts(sheet: Sheet, component: PanelComponent): boolean {
  return !isSetAside(sheet) && isDone(sheet, component);
}

const isSetAside = ({abstained, conflict, recused}: Sheet): boolean => abstained || conflict || recused === true;
