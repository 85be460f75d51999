import {computed} from 'vue';
import {useUrlText} from '@/app/useUrlState';
import {endOfDay, PLATFORM_ZONE} from '@/ui/moment';
import {actions} from './action-words';

const DAY_MS = 86_400_000;
const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text);
const dayEnd = (day: string) => endOfDay(day, PLATFORM_ZONE).getTime() + 1;

/** The filters of the trail: all of them live in the address. */
export function useTrailFilters() {
  const text = useUrlText('text', {replace: true});
  const who = useUrlText('who');
  const unit = useUrlText('unit');
  const campaign = useUrlText('campaign');
  const from = useUrlText('from');
  const to = useUrlText('to');
  // A link from a page of a thing: `Account:01H…`
  const subject = useUrlText('subject');
  const actionText = useUrlText('actions');
  const chosen = computed<string[]>({
    get: () => actions.filter((action) => actionText.value.split(',').includes(action)),
    set: (values) => (actionText.value = values.join(',')),
  });
  return {
    ...{text, who, unit, campaign, from, to, subject, actions: chosen},
    filtered: computed(() =>
      [text, who, unit, campaign, from, to, subject, actionText].some(({value}) => value !== ''),
    ),
    filter: computed(() => {
      const [subjectType, ...subjectId] = subject.value.split(':');
      return {
        text: text.value || null,
        accountId: who.value || null,
        organisationId: unit.value || null,
        campaignId: campaign.value || null,
        actions: chosen.value.length ? chosen.value : null,
        from: isDay(from.value) ? new Date(dayEnd(from.value) - DAY_MS).toISOString() : null,
        to: isDay(to.value) ? new Date(dayEnd(to.value)).toISOString() : null,
        subjectType: (subject.value && subjectType) || null,
        subjectId: subject.value ? subjectId.join(':') || null : null,
      };
    }),
  };
}

export type TrailFilters = ReturnType<typeof useTrailFilters>;
