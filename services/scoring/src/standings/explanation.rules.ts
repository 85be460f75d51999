import type {ComponentDefinition, RoundDefinition} from '@concours/schema/definition/round';
import {formatDecimal, parseDecimal} from '../decimal.js';
import type {EntryInput, ExternalSource} from './bundle.js';
import {formulaOfGroups} from './group-explanation.rules.js';

type Bilingual = {zh: string; en: string};

/** What an explanation draws on beside the entry: every entry of the round, its rules, and where votes held elsewhere come from. */
export interface Worked {
  entries: readonly EntryInput[];
  rules: RoundDefinition;
  external?: Readonly<Record<string, ExternalSource>>;
}

/** How a raw figure became a score, in words that can be checked with a pocket calculator. */
export function formulaOf(
  component: ComponentDefinition,
  entry: EntryInput,
  {entries: all, rules, external}: Worked,
): Bilingual {
  switch (component.from) {
    case 'BALLOT':
      if (entry.votes === null) return {zh: '投票期间不公开票数', en: 'Counts are hidden while the vote runs'};
      if (component.convert.perGroup) return formulaOfGroups(component.convert, entry, all, rules);
      return votesFormula(
        component.convert.method,
        entry.votes,
        all.map(({votes}) => votes ?? 0),
      );
    case 'EXTERNAL': {
      const count = entry.external?.[component.key];
      return count === undefined
        ? {zh: '尚未导入外部投票数', en: 'The votes held elsewhere have not been brought in yet'}
        : said(
            external?.[component.key],
            votesFormula(
              component.convert.method,
              count,
              all.map((each) => each.external?.[component.key] ?? 0),
            ),
          );
    }
    case 'PANEL': {
      const sheets = entry.sheets[component.key]?.length ?? 0;
      const most = formatDecimal(
        component.criteria.reduce((sum, criterion) => sum + parseDecimal(String(criterion.most))!, 0n),
        0,
      );
      const trim = component.judges?.trim ?? 0;
      return {
        zh: `${sheets} 份评分表${trim ? `，去掉最高、最低各 ${trim} 份` : ''}，取平均，按满分 ${most} 折算为百分制`,
        en: `Mean of ${sheets} sheets${trim ? `, the ${trim} highest and lowest left out` : ''}, as a share of ${most}`,
      };
    }
    case 'CLERK':
      return {zh: `得分 ÷ 满分 ${component.most} × 100`, en: `Points ÷ ${component.most} × 100`};
    case 'ROUND': {
      const part = component.carry === 'COMPOSITE' ? null : component.carry.component;
      return {
        zh: `带入赛段“${component.round}”的${part ? `“${part}”单项成绩` : '综合成绩'}`,
        en: `Carried in from round "${component.round}": ${part ? `its component "${part}"` : 'its total'}`,
      };
    }
  }
}

/** That the vote was held elsewhere, and where, stands in front of what was made of it. */
function said(source: ExternalSource | undefined, formula: Bilingual): Bilingual {
  if (!source) return formula;
  return {zh: `在别处投票（${source.source}）：${formula.zh}`, en: `Voted elsewhere (${source.source}): ${formula.en}`};
}

/** One count among all of them. */
export function votesFormula(method: string, votes: number, all: readonly number[]): Bilingual {
  const leader = Math.max(0, ...all);
  const least = Math.min(leader, ...all);
  const total = all.reduce((sum, count) => sum + count, 0);
  if (total === 0) return {zh: '无人得票，均记 0 分', en: 'No votes at all: everybody scores 0'};
  switch (method) {
    case 'SHARE_OF_LEADER':
      return {zh: `${votes} ÷ 最高得票 ${leader} × 100`, en: `${votes} ÷ the leader's ${leader} × 100`};
    case 'SHARE_OF_ALL':
      return {zh: `${votes} ÷ 总票数 ${total} × 100`, en: `${votes} ÷ all ${total} votes × 100`};
    case 'MIN_MAX':
      return {
        zh: `（${votes} − 最低 ${least}）÷（最高 ${leader} − 最低 ${least}）× 100`,
        en: `(${votes} − lowest ${least}) ÷ (highest ${leader} − lowest ${least}) × 100`,
      };
    case 'RANK_TABLE': {
      if (votes === 0) return {zh: '无人投票，没有名次，记 0 分', en: 'No vote, so no place: 0'};
      const place = 1 + all.filter((other) => other > votes).length;
      return {
        zh: `得票第 ${place} 名，取公布的对应分值`,
        en: `Place ${place} by votes, with its points from the published table`,
      };
    }
    default:
      return {
        zh: '超过的其他作品所占比例（同票计一半）× 100',
        en: 'Share of the other entries beaten (equal ones count half) × 100',
      };
  }
}
