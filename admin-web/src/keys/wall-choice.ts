import {useQuery} from '@vue/apollo-composable';
import {computed} from 'vue';
import type {ResultOf} from '@/graph/graphql';
import {graphLanguage} from '@/i18n/language';
import {useTexts} from '@/i18n/texts';
import {WallChoicesDocument, type DisplaysDocument} from './keys.documents';
import {keyTexts} from './texts';

type ShownWall = NonNullable<ResultOf<typeof DisplaysDocument>['displays']['nodes'][number]['wall']>;

/** One wall as a choice's value: `PLAN <campaign>` or `TALLY <round>`. */
export const choiceOf = (wall: ShownWall | null): string => {
  if (!wall) return '';
  return wall.kind === 'PLAN' ? `PLAN ${wall.campaign.id}` : `TALLY ${wall.round?.id ?? ''}`;
};

export function wallOfChoice(choice: string): {kind: 'PLAN' | 'TALLY'; id: string} {
  const [kind, id = ''] = choice.split(' ');
  return {kind: kind === 'PLAN' ? 'PLAN' : 'TALLY', id};
}

/** The walls that there are, by campaign: its plan, and each round that is voted on. */
export function useWallChoices(wanted: () => boolean) {
  const {t} = useTexts(keyTexts);
  const {result} = useQuery(
    WallChoicesDocument,
    () => ({language: graphLanguage.value}),
    () => ({enabled: wanted()}),
  );
  const campaigns = computed(() =>
    (result.value?.campaigns ?? [])
      .map(({id, title, plan, rounds}) => ({
        id,
        title,
        walls: [
          ...(plan ? [{value: `PLAN ${id}`, label: t('planWall')}] : []),
          ...rounds
            .filter(({ballot}) => ballot)
            .map((round) => ({value: `TALLY ${round.id}`, label: t('tallyWall', {round: round.name})})),
        ],
      }))
      .filter(({walls}) => walls.length > 0),
  );
  const wallWords = (wall: ShownWall | null): string => {
    if (!wall) return t('showsNothing');
    const campaign = wall.campaign.title;
    return wall.round ? t('tallyOf', {campaign, round: wall.round.name}) : t('planOf', {campaign});
  };
  return {campaigns, wallWords};
}
