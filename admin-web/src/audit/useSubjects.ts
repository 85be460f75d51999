import {useTexts} from '@/i18n/texts';
import {words} from '@/i18n/words';
import {useCampaignChoices} from '@/people/useCampaignChoices';
import {nameIn, stateOf} from './difference';
import {subjectLink} from './subject-link';
import {auditTexts, subjectKey} from './texts';
import type {TrailRow} from './useTrail';

const isWord = (key: string): key is keyof typeof words.pairs => Object.hasOwn(words.pairs, key);

/** What was changed, in words, and where it is shown. */
export function useSubjects() {
  const {t} = useTexts(auditTexts);
  const word = useTexts(words);
  const {campaigns} = useCampaignChoices();
  const keyOf = (id: string) => campaigns.value.find((campaign) => campaign.id === id)?.key ?? null;
  const campaignTitle = (id: string) => campaigns.value.find((campaign) => campaign.id === id)?.title ?? id;
  const kindWords = ({subject}: TrailRow): string => {
    const key = subjectKey(subject.type);
    return key ? t(key) : subject.type;
  };
  /** Its name where the row knows it; ids are for the opened row. */
  const subjectName = (row: TrailRow): string => {
    if (row.subject.type === 'Campaign') return campaignTitle(row.subject.id);
    const [after, before] = [stateOf(row.after), stateOf(row.before)];
    const role = `role_${String(after?.role ?? before?.role)}`;
    if (isWord(role)) return word.t(role);
    return nameIn(after, before) ?? '';
  };
  return {campaignTitle, kindWords, subjectName, linkOf: (row: TrailRow) => subjectLink(row, keyOf)};
}
