import type {ConversionDefinition, RoundDefinition} from '@concours/schema/definition/round';
import {formatDecimal} from '../decimal.js';
import type {EntryInput, GroupName} from './bundle.js';
import {constituenciesIn} from './constituency.rules.js';
import {convertByGroup} from './conversion.rules.js';
import {LeftOut} from './standing.kinds.js';

type Bilingual = {zh: string; en: string};

/** What one constituency gave an entry. */
export interface GroupStep extends GroupName {
  votes: number;
  /** An exact decimal; null where the constituency says nothing about the entry. */
  points: string | null;
  leftOut: LeftOut | null;
}

/** The points of one entry, constituency by constituency in the order of the definition; empty where votes are not counted so. */
export function groupSteps(
  convert: ConversionDefinition,
  entry: EntryInput,
  all: readonly EntryInput[],
  rules: Pick<RoundDefinition, 'ballot'>,
  names: readonly GroupName[] = [],
): GroupStep[] {
  if (!convert.perGroup || entry.votes === null || all.some(({byGroup}) => byGroup === undefined)) return [];
  const heard = constituenciesIn(all, rules);
  const {points} = convertByGroup(
    heard.map(({votes}) => votes),
    all.length,
    convert,
  );
  const index = all.findIndex(({id}) => id === entry.id);
  const pointsOf = new Map(heard.map(({key}, position) => [key, points[position]![index]!]));
  return names.map(({key, name}) => {
    const given = pointsOf.get(key) ?? null;
    const own = rules.ballot?.ownGroupExcluded === true && entry.group === key;
    return {
      ...{key, name, votes: entry.byGroup?.[key] ?? 0},
      points: given === null ? null : formatDecimal(given),
      leftOut: own ? LeftOut.OWN : given === null ? LeftOut.SILENT : null,
    };
  });
}

/** How the points of the constituencies became one score. */
export function formulaOfGroups(
  convert: ConversionDefinition,
  entry: EntryInput,
  all: readonly EntryInput[],
  rules: Pick<RoundDefinition, 'ballot'>,
): Bilingual {
  if (all.some(({byGroup}) => byGroup === undefined)) {
    return {zh: '没有分选区的票数', en: 'There are no counts by constituency'};
  }
  const heard = constituenciesIn(all, rules).filter(({votes}) => votes.some((count) => count));
  const reaching = (id: string): number => {
    const index = all.findIndex((each) => each.id === id);
    return heard.filter(({votes}) => votes[index] !== null).length;
  };
  const own = reaching(entry.id);
  if (own === 0) return {zh: '没有选区给它投票，记 0 分', en: 'No constituency voted that could vote for it: 0'};
  if (convert.perGroup === 'AVERAGE') {
    return {
      zh: `各选区分别换算，再取能投它的 ${own} 个选区的平均`,
      en: `Converted in each constituency by itself, then the mean over the ${own} that could vote for it`,
    };
  }
  const most = Math.max(...all.map(({id}) => reaching(id)));
  return {
    zh: `各选区分别换算，相加后除以一件作品最多能得的分（${most} 个选区都得最高分），再乘 100`,
    en: `Converted in each constituency by itself and added up, as a share of the most an entry could get (the highest from ${most} constituencies), × 100`,
  };
}
