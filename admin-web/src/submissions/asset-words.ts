import {sizeText} from '@/ui/figure';
import type {Translate} from '@/i18n/texts';
import {durationText} from './duration';
import type {workFormTexts} from './texts';
import type {AssetRule} from './track-rules';

type T = Translate<keyof typeof workFormTexts.pairs>;

/** Limits are bytes; 31,457,280 is what the notices call 30 M, so binary megabytes are said as such. */
export function limitText(bytes: number): string {
  return bytes % 1_048_576 === 0 ? `${bytes / 1_048_576} MB` : sizeText(bytes);
}

/** What a rule asks of a file, in words. */
export function askedOf(rule: AssetRule, t: T): string {
  const {types, size, duration, aspect, count} = rule;
  return [
    types.join(' / '),
    size?.most !== undefined && t('sizeMost', {size: limitText(size.most)}),
    size?.below !== undefined && t('sizeBelow', {size: limitText(size.below)}),
    duration?.most !== undefined && t('durationMost', {span: durationText(duration.most * 1000)}),
    duration?.below !== undefined && t('durationBelow', {span: durationText(duration.below * 1000)}),
    aspect &&
      t(aspect.height >= aspect.width ? 'aspectUpright' : 'aspectWide', {width: aspect.width, height: aspect.height}),
    count !== undefined && count > 1 && t('countMost', {n: count}),
  ]
    .filter(Boolean)
    .join(' · ');
}
