import {ElMessage} from 'element-plus';
import {useTexts} from '@/i18n/texts';
import {refusalOf, type Refused} from './refusal';
import {graphTexts} from './texts';

/** The words of a refusal: the platform's own where it sent some, else what its kind means, with the reference to quote. */
export function useRefusal() {
  const {t, language} = useTexts(graphTexts);

  const words = (refused: Refused): string => refused.text?.[language.value] ?? t(refused.kind, {code: refused.code});

  function say(error: unknown): void {
    const refused = refusalOf(error);
    const reference = refused.reference ? ` (${refused.reference})` : '';
    ElMessage({type: 'error', message: words(refused) + reference, duration: 8000, showClose: true, grouping: true});
  }

  return {words, say, refusalOf};
}
