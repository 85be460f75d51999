import {Language, languageArg, pick} from '@concours/kernel/languages';
import {instantOf} from '@concours/kernel/zone';
import {bilingual, type TextValue, type WhenValue} from '@concours/schema/definition/values';
import {Field, ObjectType, registerEnumType} from 'type-graphql';
import type {Campaign} from '../campaigns/campaign.js';
import {type DatePlace, datePlaces, momentsIn} from '../date-places.rules.js';
import {isHanging} from '../derived-dates.rules.js';
import {endOf, startOf} from '../moment.rules.js';
import {intervalOf} from '../written-dates.rules.js';
import {isOpenDate} from './date-confirming.service.js';
import {wordsOf} from './when-words.rules.js';

export enum DateStatus {
  EXACT = 'EXACT',
  TENTATIVE = 'TENTATIVE',
  CONFIRMED = 'CONFIRMED',
  FOLLOWING = 'FOLLOWING',
  UNRESOLVED = 'UNRESOLVED',
}
registerEnumType(DateStatus, {
  name: 'DateStatus',
  description:
    'EXACT: as the definition writes it. TENTATIVE: written, and may still move. CONFIRMED: by the owner. FOLLOWING: follows another date. UNRESOLVED: not known; what it begins or ends is held (R22, A36).',
});

export enum DateSubject {
  ISSUE = 'ISSUE',
  STAGE = 'STAGE',
  DATE = 'DATE',
  DEADLINE = 'DEADLINE',
  FREEZE = 'FREEZE',
  TABLE = 'TABLE',
  DUTY = 'DUTY',
  WORK_PLAN = 'WORK_PLAN',
  ONWARD = 'ONWARD',
}
registerEnumType(DateSubject, {
  name: 'DateSubject',
  description:
    "What a date is of: the notice's issue, a stage, a date of its own, a track's deadline, the freeze of a board, the statistics table, a host's duty, a work plan, or works going on.",
});

@ObjectType({description: 'A date of a campaign: as it is written, and what is in force (R22, R24).'})
export class CampaignDate {
  @Field(() => String, {description: 'Where it stands in the definition, with keys in brackets: stages[intake].until.'})
  place: string;

  @Field(() => DateSubject, {description: 'What it is of.'})
  subject: DateSubject;

  @Field(() => String, {nullable: true, description: 'The key of its stage, if it begins or ends one.'})
  stageKey: string | null;

  @Field(() => String, {nullable: true, description: 'The key of its track, if it is of one.'})
  trackKey: string | null;

  @Field(() => Boolean, {description: 'Whether it begins something; otherwise it is the last moment of it.'})
  begins: boolean;

  @Field(() => DateStatus, {description: 'How far it is settled.'})
  status: DateStatus;

  @Field(() => Boolean, {
    description: 'Whether the owner may confirm a date here: none is written exactly, or it may still move.',
  })
  confirmable: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The date in force as a definition writes it, in the zone of the campaign; null while unknown.',
  })
  moment: string | null;

  @Field(() => Date, {nullable: true, description: 'Its first instant if it begins something, else its last one.'})
  instant: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'The first day it may be, YYYY-MM-DD, where a month or a third of one is written.',
  })
  earliest: string | null;

  @Field(() => String, {nullable: true, description: 'The last day it may be.'})
  latest: string | null;

  @Field(() => String, {nullable: true, description: 'The words of the notice, where the definition keeps them (A36).'})
  stated: string | null;

  campaignId: string;
  private date: DatePlace;
  private campaign: Campaign;

  static of(campaign: Campaign, date: DatePlace): CampaignDate {
    const {place, edge, when} = date;
    const moment = momentsIn(campaign.document)[place] ?? null;
    const local = moment === null ? null : edge === 'START' ? startOf(moment) : endOf(moment);
    const interval = intervalOf(when);
    return Object.assign(new CampaignDate(), {
      place,
      subject: DateSubject[date.of],
      stageKey: keyIn(place, 'stages'),
      trackKey: date.track ?? null,
      begins: edge === 'START',
      status: statusOf(campaign, date, moment),
      confirmable: isOpenDate(date),
      moment,
      instant: local === null ? null : instantOf(local, campaign.document.campaign.timezone),
      earliest: interval?.first ?? null,
      latest: interval?.last ?? null,
      stated: date.stated ?? null,
      date,
      campaign,
      campaignId: campaign.id,
    });
  }

  names(): {zh: string; en: string} {
    return bilingual(this.date.name);
  }

  @Field(() => String, {description: 'The name of what it is a date of.'})
  name(@languageArg() language: Language): string {
    return pick(this.date.name, language);
  }

  @Field(() => String, {description: 'The date as it is written, in words: 2022年8月中旬.'})
  written(@languageArg() language: Language): string {
    return pick(
      wordsOf(this.date.when, (after) => nameOfBase(this.campaign, after)),
      language,
    );
  }
}

function statusOf({moments}: Campaign, {place, when, tentative}: DatePlace, moment: string | null): DateStatus {
  if (moment === null) return DateStatus.UNRESOLVED;
  if (moments[place] !== undefined) return DateStatus.CONFIRMED;
  if (isHanging(when)) return DateStatus.FOLLOWING;
  return tentative ? DateStatus.TENTATIVE : DateStatus.EXACT;
}

const keyIn = (place: string, section: string): string | null =>
  new RegExp(`^${section}\\[([^\\]]+)\\]`).exec(place)?.[1] ?? null;

type After = Extract<WhenValue, {days: number}>['after'];

/** By name where it is our own; what stands in another campaign is named by keys. */
function nameOfBase({file}: Campaign, {campaign, stage, track, date, edge}: After): {zh: string; en: string} {
  const own = campaign === undefined || campaign === file.campaign.key;
  const key = stage ?? track ?? date ?? '';
  const items: readonly {key: string; name: TextValue}[] = own
    ? [...file.stages, ...file.tracks, ...(file.dates ?? [])]
    : [];
  const {zh, en} = bilingual(items.find((item) => item.key === key)?.name ?? key);
  const above = own ? {zh: '', en: ''} : {zh: `上级活动 ${campaign} 的`, en: ` of ${campaign}`};
  const part =
    stage !== undefined && edge === 'FROM' ? {zh: '开始', en: 'the beginning of '} : {zh: '截止', en: 'the end of '};
  return {zh: `${above.zh}“${zh}”${part.zh}`, en: `${part.en}"${en}"${above.en}`};
}

export const datesOf = (campaign: Campaign): CampaignDate[] =>
  datePlaces(campaign.file).map((date) => CampaignDate.of(campaign, date));
