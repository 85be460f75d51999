import type {BilingualText} from '@concours/kernel/refusal';
import {instantOf} from '@concours/kernel/zone';
import {bilingual} from '@concours/schema/definition/values';
import type {Campaign} from '../campaigns/campaign.js';
import {endOf} from '../moment.rules.js';
import {deadlineOf} from '../stages/calendar.js';

/** A deadline of the campaign that units below may bring forward for themselves. */
export interface BindingEnd {
  place: string;
  name: BilingualText;
  /** Null while nobody knows it. */
  at: Date | null;
}

/** By what units have to hand something in: works, reports, the table, recommendations and plans (R24). */
export function endsOf(campaign: Campaign): BindingEnd[] {
  const {document} = campaign;
  const zone = document.campaign.timezone;
  const calendar = campaign.calendar();
  const end = (moment: string | undefined): Date | null =>
    moment === undefined ? null : instantOf(endOf(moment), zone);
  const {table} = document.plan?.reports ?? {};
  return [
    ...calendar
      .filter(({definition: {kind}}) => kind === 'INTAKE' || kind === 'REPORTING')
      .map(({definition: {key, name}, closesAt}) => ({
        ...{place: `stages[${key}].until`, name: bilingual(name), at: closesAt},
      })),
    ...document.tracks.map((track) => ({
      ...{place: `tracks[${track.key}].deadline`, name: bilingual(track.name)},
      at: deadlineOf(track, document, calendar),
    })),
    ...(document.dates ?? [])
      .filter(({kind}) => ['WORKS', 'TABLE', 'ONWARD', 'WORK_PLAN'].includes(kind))
      .map(({key, name, at}) => ({place: `dates[${key}].at`, name: bilingual(name), at: end(at)})),
    ...(table
      ? [{place: 'plan.reports.table.by', name: {zh: '活动统计表', en: 'Statistics table'}, at: end(table.by)}]
      : []),
  ];
}
