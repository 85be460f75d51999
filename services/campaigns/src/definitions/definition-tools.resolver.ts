import {Needs, openTo} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {Json} from '@concours/kernel/scalars';
import {MaxLength} from 'class-validator';
import {Arg, Args, ArgsType, Ctx, Field, ID, InputType, Int, ObjectType, Query, Resolver} from 'type-graphql';
import {DefinitionChange, DefinitionPlan} from './definition-plan.js';
import type {DefinitionTools} from './definition-tools.service.js';
import type {Edit} from './definition.edit.js';
import {SOURCE} from './definition.resolver.js';
import type {Definitions} from './definition.service.js';

@InputType({description: 'One change of a definition as text.'})
class DefinitionEdit {
  @Field(() => String, {
    description:
      'The place, with the keys of list items in brackets, as changes tell it: stages[intake].until. `[+]`, or a key that is not there yet, adds an item.',
  })
  @MaxLength(300)
  path: string;

  @Field(() => Json, {nullable: true, description: 'What is to be there. Null is a value too.'})
  value?: unknown;

  @Field(() => Boolean, {nullable: true, description: 'Takes the entry or the item away; `value` says nothing then.'})
  remove?: boolean | null;
}

@InputType({description: 'A definition as it was applied.'})
class DefinitionVersionInput {
  @Field(() => ID, {description: 'The campaign.'})
  @MaxLength(26)
  campaignId: string;

  @Field(() => Int, {nullable: true, description: 'Which of its versions; the one that holds when absent.'})
  version?: number | null;
}

@ObjectType({description: 'A definition as text, and what applying it would do.'})
class DefinitionDraft {
  @Field(() => String, {description: 'The text after the edits.'})
  source: string;

  @Field(() => DefinitionPlan, {description: 'The same as `checkDefinition` says of it.'})
  plan: DefinitionPlan;
}

@ArgsType()
class CloneArgs {
  @Field(() => ID, {description: 'The campaign to begin from.'})
  @MaxLength(26)
  campaignId: string;

  @Field(() => String, {description: "The new campaign's key."})
  key: string;

  @Field(() => Int, {nullable: true, description: 'By how many days all dates move; either this or `year`.'})
  days?: number | null;

  @Field(() => Int, {nullable: true, description: 'To which year all dates move; either this or `days`.'})
  year?: number | null;
}

@Resolver()
export class DefinitionToolsResolver {
  constructor(
    private readonly tools: DefinitionTools,
    private readonly definitions: Definitions,
  ) {}

  @Needs('campaign.apply', {at: 'any place'})
  @Query(() => DefinitionDraft, {
    description:
      'Changes values in a definition as text: comments, order and layout of all else stay. Nothing is applied or kept. 50 edits at most. ' +
      'EDIT_IMPOSSIBLE{path}, SOURCE_UNREADABLE{line}.',
  })
  async editDefinition(
    @Arg('source', () => String, {description: SOURCE}) source: string,
    @Arg('edits', () => [DefinitionEdit], {description: 'One after the other.'}) edits: DefinitionEdit[],
    @Ctx() {caller}: RequestContext,
  ): Promise<DefinitionDraft> {
    const after = this.tools.edit(caller, source, edits.map(editOf));
    return {source: after, plan: DefinitionPlan.of(await this.definitions.check(caller, after))};
  }

  @Needs('campaign.apply', {at: 'any place'})
  @Query(() => String, {
    description:
      'The definition that holds as the beginning of another: another key, all dates moved, comments kept, without the number of the notice (R27). Nothing is applied or kept.',
  })
  cloneDefinition(@Args(() => CloneArgs) args: CloneArgs, @Ctx() {caller}: RequestContext): Promise<string> {
    return this.tools.clone(caller, args);
  }

  @Needs(openTo.anybody)
  @Query(() => [DefinitionChange], {
    description:
      'How two definitions differ as they are written: two versions of a campaign, or two campaigns, year by year (R27).',
  })
  async compareDefinitions(
    @Arg('before', () => DefinitionVersionInput, {description: 'What it is compared with.'})
    before: DefinitionVersionInput,
    @Arg('after', () => DefinitionVersionInput, {description: 'What is told.'}) after: DefinitionVersionInput,
    @Ctx() {caller}: RequestContext,
  ): Promise<DefinitionChange[]> {
    return (await this.tools.compare(caller, before, after)).map(DefinitionChange.of);
  }
}

const editOf = ({path, value, remove}: DefinitionEdit): Edit => (remove ? {path} : {path, value: value ?? null});
