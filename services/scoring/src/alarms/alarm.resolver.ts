import {Language, languageArg, pick} from '@concours/kernel/languages';
import {Needs, openTo} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {Ctx, FieldResolver, Query, Resolver, Root} from 'type-graphql';
import {Round} from '../rounds/round.js';
import {alarmWords} from './alarm.rules.js';
import {RoundAlarm} from './vote-alarm.js';
import type {VoteAlarms} from './vote-alarms.service.js';

const OWNER = {at: "the campaign's owner"};

@Resolver(() => RoundAlarm)
export class AlarmResolver {
  constructor(private readonly alarms: VoteAlarms) {}

  @Needs(openTo.anybody)
  @Query(() => [RoundAlarm], {
    description:
      'What is wrong now with the votes of any round that the caller may read (`round.read`), the longest first; empty when all is well, and for everybody else (R101).',
  })
  voteAlarms(@Ctx() {caller}: RequestContext): Promise<RoundAlarm[]> {
    return this.alarms.all(caller);
  }

  @FieldResolver(() => String, {description: 'What is wrong, and what to do about it.'})
  text(@Root() {code, count}: RoundAlarm, @languageArg() language: Language): string {
    return pick(alarmWords[code](count), language);
  }
}

@Resolver(() => Round)
export class RoundAlarmsResolver {
  constructor(private readonly watched: VoteAlarms) {}

  @Needs('round.read', OWNER)
  @FieldResolver(() => [RoundAlarm], {
    description: 'What is wrong now with its votes; empty when all is well, and for who may not read the round (R101).',
  })
  alarms(@Root() round: Round, @Ctx() context: RequestContext): Promise<RoundAlarm[]> {
    return context.load<Round, RoundAlarm[]>('alarms', round, (rounds) =>
      this.watched.ofRounds(context.caller, rounds),
    );
  }
}
