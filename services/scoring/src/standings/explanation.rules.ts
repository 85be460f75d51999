import type {ComponentDefinition} from '@concours/schema/definition/round';
import {formatDecimal, parseDecimal} from '../decimal.js';
import type {EntryInput} from './bundle.js';

type Bilingual = {zh: string; en: string};

/** How a raw figure became a score, in words that can be checked with a pocket calculator. `all` is every entry of the round. */
export function formulaOf(component: ComponentDefinition, entry: EntryInput, all: readonly EntryInput[]): Bilingual {
  switch (component.from) {
    case 'BALLOT':
      return entry.votes === null
        ? {zh: '投票期间不公开票数', en: 'Counts are hidden while the vote runs'}
        : ballotFormula(
            component.convert.method,
            entry.votes,
            all.map(({votes}) => votes ?? 0),
          );
    case 'EXTERNAL': {
      const count = entry.external?.[component.key];
      return count === undefined
        ? {zh: '尚未导入外部投票数', en: 'The votes held elsewhere have not been brought in yet'}
        : ballotFormula(
            component.convert.method,
            count,
            all.map(({external}) => external?.[component.key] ?? 0),
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

function ballotFormula(method: string, votes: number, all: readonly number[]): Bilingual {
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
    case 'RANK_TABLE':
      return {zh: '按得票名次取对应分值', en: 'Points of the place by votes, from the published table'};
    default:
      return {
        zh: '超过的其他作品所占比例（同票计一半）× 100',
        en: 'Share of the other entries beaten (equal ones count half) × 100',
      };
  }
}
