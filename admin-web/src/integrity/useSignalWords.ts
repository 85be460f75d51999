import {useTexts} from '@/i18n/texts';
import {figure} from '@/ui/figure';
import {integrityTexts} from './texts';

export interface SignalInWords {
  kind: 'BURST' | 'DEVICE' | 'PATTERN' | 'FRESH' | 'APP';
  subject: string | null;
  figures: {kind: string; value: number}[];
  entry: {number: string; submission: {title: string | null} | null} | null;
  pattern: {number: string}[];
}

/** A signal in a line: whom or what it is about, and what speaks for it. */
export function useSignalWords() {
  const {t} = useTexts(integrityTexts);

  function about({kind, subject, entry, pattern}: SignalInWords): string {
    const parts = [
      entry ? `${entry.number} ${entry.submission?.title ?? ''}`.trim() : '',
      subject && kind === 'APP' ? t('app', {name: subject}) : '',
      subject && kind !== 'APP' ? t('device', {name: subject}) : '',
      pattern.length > 0 ? t('pattern', {entries: pattern.map(({number}) => number).join(' → ')}) : '',
    ];
    return parts.filter((part) => part !== '').join(' · ');
  }

  function evidence({kind, figures}: SignalInWords): string {
    const facts = Object.fromEntries(figures.map(({kind: of, value}) => [of, figure(value)]));
    const ofDevice = kind === 'PATTERN' && facts.VOTERS !== undefined;
    return t(ofDevice ? 'fig_PATTERN_DEVICE' : `fig_${kind}`, facts);
  }

  return {about, evidence};
}
