import {Field, ObjectType} from 'type-graphql';

@ObjectType({description: 'A metric, as it was named when the month was fixed.'})
export class MonthlyColumn {
  @Field(() => String, {description: 'Its key in the definition.'})
  key: string;

  @Field(() => String, {description: 'Its name.'})
  name: string;

  @Field(() => String, {description: 'The unit of its figures.'})
  unit: string;
}
