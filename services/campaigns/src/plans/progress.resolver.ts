import {Needs, openTo} from '@concours/kernel/needs';
import {givenInParts} from '@concours/kernel/subgraph';
import {Arg, ID, Resolver, Root, Subscription} from 'type-graphql';
import {PlanProgressEvent} from './live-event.js';

@Resolver()
export class ProgressResolver {
  @Needs(openTo.anybody)
  @Subscription(() => PlanProgressEvent, {
    description:
      'The progress of a plan as it moves. First a SNAPSHOT; then DELTAs with absolute figures of the units that changed, at most four a second; ' +
      'a HEARTBEAT every 2 s when nothing does. Open to everybody: figures of units, none of persons. NOT_FOUND if there is no such plan.',
    subscribe: givenInParts,
  })
  planProgress(
    @Arg('planId', () => ID, {description: "The plan, which has its campaign's id."}) _: string,
    @Root() event: PlanProgressEvent,
  ): PlanProgressEvent {
    return event;
  }
}
