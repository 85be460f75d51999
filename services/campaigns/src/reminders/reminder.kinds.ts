import {registerEnumType} from 'type-graphql';

export enum ReminderAbout {
  REPORTS = 'REPORTS',
  STATISTICS_TABLE = 'STATISTICS_TABLE',
  WORKS = 'WORKS',
  RECOMMENDATION = 'RECOMMENDATION',
  WORK_PLAN = 'WORK_PLAN',
  OTHER = 'OTHER',
}
registerEnumType(ReminderAbout, {
  name: 'ReminderAbout',
  description:
    'What a unit is reminded of: reports of events, the statistics table, works to hand in, the recommendation, a work plan, or something else.',
});
