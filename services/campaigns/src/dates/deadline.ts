import type {Caller} from '@concours/kernel/identity';
import {Language, languageArg, pick} from '@concours/kernel/languages';
import {Field, ObjectType, registerEnumType} from 'type-graphql';
import type {Campaign} from '../campaigns/campaign.js';
import type {DatePlace} from '../date-places.rules.js';
import {CampaignDate, DateStatus, datesOf} from './campaign-date.js';
import {type DeadlineFacts, type DeadlineKind, ordered} from './deadline.rules.js';

export enum DeadlineKinds {
  WORKS = 'WORKS',
  REPORTS = 'REPORTS',
  TABLE = 'TABLE',
  ONWARD = 'ONWARD',
  WORK_PLAN = 'WORK_PLAN',
  DUTY = 'DUTY',
  VOTE = 'VOTE',
  OTHER = 'OTHER',
}
registerEnumType(DeadlineKinds, {
  name: 'DeadlineKind',
  description:
    'What is due (R24): works, reports of events, the statistics table, works going on, a work plan, a duty of hosts, votes, something else.',
});

/** Who knows deadlines of a unit's own, such as earlier ones set when a notice was sent on to it (R127): none where the caller may not read them. */
export interface DeadlineSource {
  deadlines(caller: Caller, campaign: Campaign, organisationId: string): Promise<OwnDeadline[]>;
}

export interface OwnDeadline extends DeadlineFacts {
  name: {zh: string; en: string};
  status: DateStatus;
}

@ObjectType({description: 'Until when something is due (R24).'})
export class Deadline {
  @Field(() => String, {
    description: 'Where it stands in the definition, with keys in brackets; or what else gives it.',
  })
  place: string;

  @Field(() => DeadlineKinds, {description: 'What is due.'})
  kind: DeadlineKinds;

  @Field(() => String, {nullable: true, description: 'The key of the track it is for; null: for all.'})
  trackKey: string | null;

  @Field(() => Date, {nullable: true, description: 'The last instant, included. Null while no date is known.'})
  at: Date | null;

  @Field(() => DateStatus, {description: 'How far the date is settled.'})
  status: DateStatus;

  @Field(() => Boolean, {
    description:
      'Whether it is the one to keep: of several for the same thing the earliest is (A13). False while no date is known.',
  })
  binding: boolean;

  private text: {zh: string; en: string};

  @Field(() => String, {description: 'What is due, by name.'})
  name(@languageArg() language: Language): string {
    return pick(this.text, language);
  }
}

const OF_STAGES: Partial<Record<string, DeadlineKind>> = {INTAKE: 'WORKS', REPORTING: 'REPORTS', VOTE: 'VOTE'};
const OF_DATES: Partial<Record<string, DeadlineKind>> = {
  ...{WORKS: 'WORKS', TABLE: 'TABLE', ONWARD: 'ONWARD', WORK_PLAN: 'WORK_PLAN', VOTE: 'VOTE'},
};
const OF_SUBJECTS: Partial<Record<DatePlace['of'], DeadlineKind>> = {
  ...{DEADLINE: 'WORKS', TABLE: 'TABLE', DUTY: 'DUTY', WORK_PLAN: 'WORK_PLAN', ONWARD: 'ONWARD'},
};

/** What is due in a campaign, the earliest first. */
export function deadlinesOf(campaign: Campaign, own: readonly OwnDeadline[]): Deadline[] {
  const due = datesOf(campaign).flatMap((date) => deadlineOf(campaign, date));
  return ordered<OwnDeadline>([...due, ...own]).map(({name, kind, ...rest}) =>
    Object.assign(new Deadline(), {...rest, kind: DeadlineKinds[kind], text: name}),
  );
}

function deadlineOf(campaign: Campaign, date: CampaignDate): OwnDeadline[] {
  const kind = kindOf(campaign, date);
  if (date.begins || !kind) return [];
  const {place, trackKey, status} = date;
  const stage = campaign.calendar().find(({definition}) => definition.key === date.stageKey);
  const at = stage ? stage.closesAt : date.instant;
  return [{name: date.names(), place, trackKey, status, kind, at}];
}

function kindOf({file}: Campaign, {place, subject, stageKey}: CampaignDate): DeadlineKind | undefined {
  if (stageKey !== null) return OF_STAGES[file.stages.find(({key}) => key === stageKey)?.kind ?? ''];
  const date = file.dates?.find(({key}) => place === `dates[${key}].at`);
  return date ? OF_DATES[date.kind] : OF_SUBJECTS[subject];
}
