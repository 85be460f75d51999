import {refusalOf, type Refused} from '@/graph/refusal';
import {graphTexts} from '@/graph/texts';
import {useTexts} from '@/i18n/texts';

/** The words of a refusal, as the dashboard has them, without the library that shows them there. */
export function useRefusalWords() {
  const {t, language} = useTexts(graphTexts);
  const wordsOf = (refused: Refused): string => refused.text?.[language.value] ?? t(refused.kind, {code: refused.code});
  return {wordsOf, words: (error: unknown): string => wordsOf(refusalOf(error))};
}
