import {FieldResolver, Resolver, Root} from 'type-graphql';
import {Plan} from '../plans/plan.js';
import {ReportingRules} from './reporting-rules.js';

@Resolver(() => Plan)
export class ReportingResolver {
  @FieldResolver(() => ReportingRules, {description: 'What reports of its events have to say.'})
  reporting(@Root() {definition}: Plan): ReportingRules {
    return ReportingRules.of(definition);
  }
}
