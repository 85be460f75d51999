import {Language, languageArg, pick} from '@concours/kernel/languages';
import {Decimal} from '@concours/kernel/scalars';
import type {ComponentDefinition} from '@concours/schema/definition/round';
import type {TextValue} from '@concours/schema/definition/values';
import {Field, Int, ObjectType, registerEnumType} from 'type-graphql';
import {formatDecimal, sumOf} from '../decimal.js';
import {ComponentKind} from './round.kinds.js';

registerEnumType(ComponentKind, {
  name: 'ComponentKind',
  description:
    'Where a component comes from: the vote, a panel of judges, a clerk who records points, an earlier round, a vote held elsewhere.',
});

@ObjectType({description: 'Something a judge gives points for.'})
export class Criterion {
  nameText: TextValue;

  @Field(() => String, {description: 'Its key in the definition.'})
  key: string;

  @Field(() => Decimal, {description: 'The most points it can have.'})
  most: string;

  @Field(() => String, {description: 'What judges read.'})
  name(@languageArg() language: Language): string {
    return pick(this.nameText, language);
  }
}

@ObjectType({description: 'A weighted ingredient of a round (R86, R87); the weights of a round add up to 100.'})
export class Component {
  nameText: TextValue;

  @Field(() => String, {description: 'Its key in the definition.'})
  key: string;

  @Field(() => String, {description: 'What is printed.'})
  name(@languageArg() language: Language): string {
    return pick(this.nameText, language);
  }

  @Field(() => Decimal, {description: 'Its share of the total, in per cent.'})
  weight: string;

  @Field(() => ComponentKind, {description: 'Where it comes from.'})
  kind: ComponentKind;

  @Field(() => String, {
    nullable: true,
    description: 'The key of the earlier round that is carried in (R96); null otherwise.',
  })
  carriesRound: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'How it becomes a score: the conversion of votes (A2), or what is carried in, `COMPOSITE` or the key of a component (A1).',
  })
  method: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'AVERAGE or SUM where votes are converted in each constituency by itself, so that each weighs the same whatever its turnout; null otherwise.',
  })
  perGroup: string | null;

  @Field(() => Decimal, {
    nullable: true,
    description: 'The most a clerk may record, or the sum of the criteria; null for votes and rounds.',
  })
  most: string | null;

  @Field(() => [Criterion], {description: 'What judges score; empty unless it is a panel.'})
  criteria: Criterion[];

  @Field(() => Int, {
    nullable: true,
    description: 'How many judges are needed at least; null where the definition says nothing.',
  })
  judgesAtLeast: number | null;
}

export function componentOf(definition: ComponentDefinition): Component {
  const component = new Component();
  const criteria = definition.from === 'PANEL' ? definition.criteria : [];
  component.key = definition.key;
  component.nameText = definition.name;
  component.weight = String(definition.weight);
  component.kind = ComponentKind[definition.from];
  component.carriesRound = definition.from === 'ROUND' ? definition.round : null;
  component.method = methodOf(definition);
  component.perGroup = definition.from === 'BALLOT' ? (definition.convert.perGroup ?? null) : null;
  component.most = mostOf(definition);
  component.judgesAtLeast = definition.from === 'PANEL' ? (definition.judges?.atLeast ?? null) : null;
  component.criteria = criteria.map(({key, name, most}) =>
    Object.assign(new Criterion(), {key, nameText: name, most: String(most)}),
  );
  return component;
}

function methodOf(definition: ComponentDefinition): string | null {
  if (definition.from === 'BALLOT' || definition.from === 'EXTERNAL') return definition.convert.method;
  if (definition.from !== 'ROUND') return null;
  return definition.carry === 'COMPOSITE' ? 'COMPOSITE' : definition.carry.component;
}

function mostOf(definition: ComponentDefinition): string | null {
  if (definition.from === 'CLERK') return String(definition.most);
  if (definition.from !== 'PANEL') return null;
  return formatDecimal(sumOf(definition.criteria.map(({most}) => String(most)))).replace(/\.?0+$/, '');
}
