import {systemCaller} from '@concours/kernel/identity';
import type {SeedWork} from '@concours/submissions/demo/seed-work';
import type {Platform} from '../platform.js';
import {moment} from './calendar.js';
import type {Ids} from './fill-organisations.js';
import type {Media} from './media.js';
import {cities, directCounties, industries} from './places.js';
import type {Random} from './random.js';
import {demoWork} from './works.js';

const SHORTLISTED = 300;

/** How many works each recommending unit has, and how many of them it recommended; caps are 20, 20, 8 and 3. */
const plan: readonly {code: string; handedIn: number; recommended: number; drafts: number}[] = [
  ...cities.map(({code}) => ({
    code: `ah.${code}`,
    handedIn: code === 'hefei' ? 22 : 18,
    recommended: code === 'hefei' ? 20 : 17,
    drafts: 1,
  })),
  ...industries.map(({code}) => ({code: `ah.industry.${code}`, handedIn: 3, recommended: 2, drafts: 0})),
  ...directCounties.map(({code}) => ({code: `ah.${code}`, handedIn: 6, recommended: 6, drafts: 0})),
];

/** More than 300 singers with video and cover, their recommendations, and a closed shortlist of 300. */
export async function fillWorks(
  platform: Platform,
  i: {campaignId: string; ids: Ids; names: ReadonlyMap<string, string>; shift: number; random: Random; media: Media},
): Promise<void> {
  const works: SeedWork[] = [];
  let recommended = 0;
  const at = moment('2024-06-28T09:00', i.shift).getTime();
  for (const unit of plan) {
    const under = grassrootsOf(unit.code, i.ids);
    for (let n = 0; n < unit.handedIn + unit.drafts; n++) {
      const seed = works.length + 1;
      const [, organisationId] = i.random.pick(under);
      const isRecommended = n < unit.recommended;
      if (isRecommended) recommended += 1;
      const {title, author} = demoWork(i.random);
      works.push({
        trackKey: 'singing',
        organisationId,
        title,
        author,
        fields: [
          {key: 'author-unit', value: i.names.get(organisationId)!},
          {key: 'contact', value: `singer${seed}@example.cn`},
        ],
        files: await i.media(seed, `${author}+${title}`),
        at: new Date(at + seed * 6_500_000),
        state:
          n >= unit.handedIn
            ? 'DRAFT'
            : !isRecommended
              ? 'HANDED_IN'
              : recommended <= SHORTLISTED
                ? 'SHORTLISTED'
                : 'RECOMMENDED',
        ...(isRecommended ? {recommendedById: i.ids.get(unit.code)!} : {}),
      });
    }
  }
  await platform.services.submissions.seed.works(i.campaignId, works);
  await platform.services.submissions.slices.screenings.close(systemCaller(), i.campaignId, 'singing');
}

/** Who hands works in for a recommending unit: the grassroots unions below it. */
export function grassrootsOf(code: string, ids: Ids): [code: string, id: string][] {
  return [...ids].filter(([candidate]) => candidate.startsWith(`${code}.`) && /\.g\d+$/.test(candidate));
}
