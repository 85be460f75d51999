import type {ResultOf} from '@/graph/graphql';
import {useTexts} from '@/i18n/texts';
import {momentText, PLATFORM_ZONE} from '@/ui/moment';
import {useNow} from '@/ui/useNow';
import type {GrantInTable} from './people.documents';
import {peopleTexts} from './texts';

export type ShownGrant = ResultOf<typeof GrantInTable>;

/** How far a grant reaches, in words: where, in which campaign, until when. */
export function useReach() {
  const {t, language} = useTexts(peopleTexts);
  const now = useNow(60_000);
  const placeWords = ({name, descendantCount: n}: {name: string; descendantCount: number}): string =>
    n === 0 ? name : t('reach', {name, n});
  const scopeWords = ({campaign, track}: Pick<ShownGrant, 'campaign' | 'track'>): string => {
    if (!campaign) return t('allCampaigns');
    return track ? t('trackOf', {campaign: campaign.title, track: track.name}) : campaign.title;
  };
  const zoneOf = (grant: Pick<ShownGrant, 'campaign'>): string => grant.campaign?.timezone ?? PLATFORM_ZONE;
  const untilWords = (grant: Pick<ShownGrant, 'campaign' | 'until'>): string => {
    if (!grant.until) return t('saysForEver');
    const until = momentText(new Date(grant.until), {zone: zoneOf(grant), language: language.value, now: now.value});
    return t('saysUntil', {until});
  };
  return {placeWords, scopeWords, untilWords, zoneOf, now};
}
