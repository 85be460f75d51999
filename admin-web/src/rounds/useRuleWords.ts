import {useTexts} from '@/i18n/texts';
import {plainDecimal} from './round-rules';
import {roundTexts} from './texts';
import type {RoundInView, RoundNames} from './useRound';

type Component = RoundInView['components'][number];

/** The sentences of a round's rules. */
export function useRuleWords() {
  const {t} = useTexts(roundTexts);

  function methodOf(component: Component, rounds: RoundNames): string {
    const {kind, method, criteria, most, judgesAtLeast, carriesRound, perGroup} = component;
    if (kind === 'BALLOT' || kind === 'EXTERNAL') {
      const key = `method_${method ?? ''}`;
      const how = key in roundTexts.pairs ? t(key as keyof typeof roundTexts.pairs) : (method ?? '');
      if (kind === 'EXTERNAL') return t('methodExternal', {how});
      return perGroup ? `${t(perGroup === 'SUM' ? 'perGroupSum' : 'perGroupAverage')} · ${how}` : how;
    }
    if (kind === 'PANEL') {
      const parts = criteria.map(({name, most: points}) => `${name} ${plainDecimal(points)}`).join(' + ');
      const judges = judgesAtLeast ? ` · ${t('judgesAtLeast', {n: judgesAtLeast})}` : '';
      return t('methodPanel', {criteria: parts, most: plainDecimal(most ?? '')}) + judges;
    }
    if (kind === 'CLERK') return t('methodClerk', {most: plainDecimal(most ?? '')});
    const earlier = rounds.find(({key}) => key === carriesRound);
    const name = earlier?.components.find(({key}) => key === method)?.name ?? method ?? '';
    const part = method === 'COMPOSITE' ? t('carriedTotal') : t('carriedPart', {part: name});
    return t('methodCarried', {round: earlier?.name ?? carriesRound ?? '', part});
  }

  /** How equal totals are parted, in the words of the rules. */
  function tieOf(tie: string, components: readonly {key: string; name: string}[]): string {
    if (tie === 'SUBMITTED_EARLIER') return t('tie_SUBMITTED_EARLIER');
    if (tie === 'LOT') return t('tie_LOT');
    return t('tieComponent', {name: components.find(({key}) => key === tie)?.name ?? tie});
  }

  /** What parted an entry from those with the same total; a shared place where nothing did. */
  function parting(
    {tiedWith, decidedBy}: {tiedWith: number; decidedBy: string | null},
    components: readonly {key: string; name: string}[],
  ): string {
    if (!decidedBy) return t('tied', {n: tiedWith});
    return t('decidedBy', {n: tiedWith, by: tieOf(decidedBy, components)});
  }

  return {methodOf, tieOf, parting};
}
