/** What is selected in a long list, across its pages, and which acts it allows. Pure. */
export interface Selectable {
  id: string;
  number: string;
  title: string;
  state: string;
  can: {recommend: boolean; screen: boolean};
}

export type BulkAct = 'recommend' | 'screenIn' | 'screenOut';

export function allows(act: BulkAct, {state, can}: Selectable): boolean {
  if (act === 'recommend') return can.recommend;
  return can.screen && state === (act === 'screenIn' ? 'RECOMMENDED' : 'SHORTLISTED');
}

export const isSelectable = (work: Selectable): boolean => work.can.recommend || work.can.screen;

export function toggled<T extends Selectable>(
  selected: ReadonlyMap<string, T>,
  works: readonly T[],
  on: boolean,
): Map<string, T> {
  const next = new Map(selected);
  for (const work of works) {
    if (on && isSelectable(work)) next.set(work.id, work);
    else next.delete(work.id);
  }
  return next;
}

/** The works as they are now: a list that was read again knows better than the selection. */
export function refreshed<T extends Selectable>(selected: ReadonlyMap<string, T>, works: readonly T[]): Map<string, T> {
  const now = new Map(works.map((work) => [work.id, work]));
  return new Map([...selected].map(([id, work]) => [id, now.get(id) ?? work]));
}

export interface BulkReport<T> {
  done: number;
  refused: {work: T; code: string; message: string}[];
}

/** After a bulk act, those that were refused stay selected, so that they can be looked at. */
export function afterBulk<T extends Selectable>(
  works: readonly T[],
  result: {done: number; refused: readonly {id: string; code: string; message: string}[]},
): {report: BulkReport<T>; left: Map<string, T>} {
  const byId = new Map(works.map((work) => [work.id, work]));
  const refused = result.refused.flatMap(({id, code, message}) => {
    const work = byId.get(id);
    return work ? [{work, code, message}] : [];
  });
  return {report: {done: result.done, refused}, left: new Map(refused.map(({work}) => [work.id, work]))};
}
