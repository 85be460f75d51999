import {composeServices} from '@apollo/composition';
import {IsPhoneNumber, Length} from 'class-validator';
import {parse} from 'graphql';
import {
  Arg,
  Args,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  Int,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
  Subscription,
  registerEnumType,
} from 'type-graphql';
import {execute} from '../testing/execute.js';
import {subscribe} from '../testing/subscribe.js';
import {Page, PageArgs} from './page.js';
import {inputInvalid, notFound} from './refusal.js';
import {buildSubgraph, givenInParts, type RequestContext} from './subgraph.js';

enum Colour {
  RED = 'red',
  BLUE = 'blue',
}
registerEnumType(Colour, {name: 'Colour', description: 'A colour.', valuesConfig: {RED: {description: 'Like fire.'}}});

/** Who owns shelves. */
@ObjectType({description: 'A piece of furniture.'})
@Directive('@key(fields: "id")')
class Shelf {
  @Field(() => ID, {description: 'Its id.'})
  id: string;

  @Field(() => String, {description: 'What is written on it.'})
  label: string;

  @Field({description: 'When it was put up.'})
  since: Date;

  @Field(() => Colour, {description: 'Its colour.'})
  colour: Colour;
}

@ObjectType()
class ShelfPage extends Page(Shelf, 'Shelf') {}

@InputType()
class ShelfInput {
  @Field(() => String)
  @Length(1, 5)
  label: string;

  @Field(() => String, {nullable: true})
  @IsPhoneNumber('CN')
  phone?: string;

  check(): void {
    if (this.label === 'no') throw inputInvalid({field: 'label'});
  }
}

const shelf = (id: string): Shelf =>
  Object.assign(new Shelf(), {
    id,
    label: `shelf ${id}`,
    since: new Date('2024-05-01T01:02:03.456Z'),
    colour: Colour.BLUE,
  });

@Resolver(() => Shelf)
class ShelfResolver {
  constructor(private readonly greeting: string) {}

  @Query(() => ShelfPage, {description: 'All of them.'})
  shelves(@Args(() => PageArgs) {first}: PageArgs): ShelfPage {
    return {nodes: ['1', '2'].map(shelf), totalCount: first, pageInfo: {endCursor: null, hasNextPage: false}};
  }

  @Query(() => String)
  greeting_(@Ctx() {caller}: RequestContext): string {
    return `${this.greeting} ${caller.kind}`;
  }

  @Mutation(() => Shelf, {description: 'Puts one up.'})
  putUp(@Arg('input', () => ShelfInput) {label}: ShelfInput): Shelf {
    if (label === 'gone') throw notFound();
    return Object.assign(shelf('3'), {label});
  }

  @Subscription(() => Shelf, {
    description: 'Each one that is put up.',
    subscribe: async function* () {
      yield shelf('1');
      yield shelf('2');
    },
  })
  added(@Root() root: Shelf): Shelf {
    return root;
  }

  @Subscription(() => String, {subscribe: givenInParts})
  moved(@Root() at: number, @Arg('id') id: string, @Ctx() {caller}: RequestContext): string {
    return `${id} ${at} ${caller.kind}`;
  }
}

/** The same graph type as seen by another service: a class of its own with the same name. */
@ObjectType('Shelf')
@Directive('@key(fields: "id")')
class ShelfStub {
  @Field(() => ID)
  id: string;
}

/** Nothing in either service leads here, so it must not meet the enum of that name. */
@ObjectType('Colour')
export class ColourOfAThirdService {
  @Field(() => String)
  name: string;
}

@ObjectType({description: 'Something to read.'})
@Directive('@key(fields: "isbn")')
class Book {
  @Field(() => ID)
  isbn: string;

  @Field(() => ShelfStub, {description: 'Where it stands.'})
  shelf: ShelfStub;
}

@Resolver(() => Book)
class BookResolver {
  @Query(() => [Book])
  books(): Book[] {
    return ['1', '2', '1'].map((id, index) => ({isbn: String(index), shelf: {id}}));
  }
}

@Resolver(() => ShelfStub)
class ShelfBooksResolver {
  @FieldResolver(() => Int, {description: 'How many books stand on it.'})
  bookCount(@Root() {id}: ShelfStub, @Ctx() context: RequestContext): Promise<number> {
    return context.load('books', id, async (ids) => ids.map((one) => one.length));
  }
}

function shelves() {
  const calls: string[][] = [];
  const parts = {
    name: 'shelves',
    resolvers: [ShelfResolver],
    instances: [new ShelfResolver('hello')],
    references: {
      Shelf: async (refs: readonly Record<string, unknown>[]) => {
        calls.push(refs.map(({id}) => id as string));
        return refs.map(({id}) => (id === 'missing' ? null : shelf(id as string)));
      },
    },
  };
  return {calls, subgraph: buildSubgraph(parts)};
}

function books() {
  return buildSubgraph({
    name: 'books',
    resolvers: [BookResolver, ShelfBooksResolver],
    instances: [new BookResolver(), new ShelfBooksResolver()],
    references: {
      Book: async (refs) => refs.map(() => null),
      Shelf: async (refs) => refs,
    },
  });
}

const entities = `query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on Shelf { label } } }`;

describe('a subgraph', () => {
  it('is built beside another with types of the same name, and both compose', () => {
    const services = [
      {name: 'shelves', sdl: shelves().subgraph.sdl},
      {name: 'books', sdl: books().sdl},
    ];
    const {errors, supergraphSdl} = composeServices(
      services.map(({name, sdl}) => ({name, typeDefs: parse(sdl), url: `http://${name}`})),
    );
    expect(errors).toBeUndefined();
    expect(supergraphSdl).toContain('bookCount: Int! @join__field(graph: BOOKS)');
    expect(supergraphSdl).toContain('label: String! @join__field(graph: SHELVES)');
  });

  it('says its types, directives and descriptions in its SDL, and nothing of its neighbours', () => {
    const {sdl} = shelves().subgraph;
    expect(sdl).toMatchSnapshot();
    expect(books().sdl).toMatchSnapshot();
  });

  it('prints the same SDL however often it is built', () => {
    const first = [shelves().subgraph.sdl, books().sdl];
    expect([shelves().subgraph.sdl, books().sdl]).toEqual(first);
  });

  it('is built for its SDL without any instance', () => {
    const {sdl} = buildSubgraph({name: 'shelves', resolvers: [ShelfResolver], references: {}});
    expect(sdl).toBe(shelves().subgraph.sdl);
  });

  it('refuses references for a type that it does not have', () => {
    const build = () =>
      buildSubgraph({name: 'shelves', resolvers: [ShelfResolver], references: {Shelv: async () => []}}).schema;
    expect(build).toThrow('Shelv');
  });

  it('runs resolvers on the given instance, for the given caller', async () => {
    const answer = await execute(shelves(), {query: '{ greeting_ }', caller: {kind: 'account'}});
    expect(answer.expectData()).toEqual({greeting_: 'hello account'});
  });

  it('answers enums by name and times in UTC', async () => {
    const answer = await execute(shelves(), {
      query: '{ shelves { nodes { id since colour } totalCount pageInfo { hasNextPage } } }',
    });
    const row = {since: '2024-05-01T01:02:03.456Z', colour: 'BLUE'};
    expect(answer.expectData().shelves).toEqual({
      nodes: [
        {id: '1', ...row},
        {id: '2', ...row},
      ],
      totalCount: 50,
      pageInfo: {hasNextPage: false},
    });
  });

  it('asks for all references of a request at once, each once', async () => {
    const service = shelves();
    const r = ['1', '2', '1', 'missing'].map((id) => ({__typename: 'Shelf', id}));
    const answer = await execute(service, {query: entities, variables: {r}});
    expect(answer.expectData()._entities.map((one: {label: string} | null) => one?.label)).toEqual([
      'shelf 1',
      'shelf 2',
      'shelf 1',
      undefined,
    ]);
    expect(service.calls).toEqual([['1', '2', 'missing']]);
  });

  it.each([{id: {$ne: ''}}, {id: ['1']}, {id: 1}, {id: null}, {id: 'x'.repeat(192)}])(
    'refuses the forged reference %j before it reaches a loader',
    async (forged) => {
      const service = shelves();
      const answer = await execute(service, {query: entities, variables: {r: [{__typename: 'Shelf', ...forged}]}});
      expect(answer.expectRefusal('INPUT_INVALID')).toEqual({field: 'Shelf.id'});
      expect(service.calls).toEqual([]);
    },
  );

  it.each([{__typename: 'Nothing', id: '1'}, {__typename: 'Query'}, {__typename: '__proto__'}, {id: '1'}, 1])(
    'refuses the reference %j before any beside it is under way, whose refusal nobody would hear',
    async (forged) => {
      const service = shelves();
      const r = [{__typename: 'Shelf', id: {}}, {__typename: 'Shelf', id: '1'}, forged];
      const answer = await execute(service, {query: entities, variables: {r}});
      expect(answer.expectRefusal('INPUT_INVALID')).toEqual({field: 'representations'});
      expect(service.calls).toEqual([]);
    },
  );

  it.each([
    {input: {label: 'toolong'}, field: 'label'},
    {input: {label: ''}, field: 'label'},
    {input: {label: 'ok', phone: '12'}, field: 'phone'},
    {input: {label: 'no'}, field: 'label'},
  ])('refuses the input $input without repeating it', async ({input, field}) => {
    const query = 'mutation ($input: ShelfInput!) { putUp(input: $input) { label } }';
    const answer = await execute(shelves(), {query, variables: {input}});
    expect(answer.expectRefusal('INPUT_INVALID')).toEqual({field});
    expect(JSON.stringify(answer.errors)).not.toContain('toolong');
  });

  it.each([0, -1, 201, 1_000_000_000])('refuses a page of %d', async (first) => {
    const answer = await execute(shelves(), {
      query: 'query ($first: Int) { shelves(first: $first) { totalCount } }',
      variables: {first},
    });
    expect(answer.expectRefusal('PAGE_SIZE_INVALID')).toEqual({min: 1, max: 200});
  });

  it('passes refusals on', async () => {
    const answer = await execute(shelves(), {query: 'mutation { putUp(input: {label: "gone"}) { label } }'});
    answer.expectRefusal('NOT_FOUND');
  });

  it('subscribes', async () => {
    const stream = await subscribe(shelves(), {query: 'subscription { added { label } }'});
    expect(await stream.next()).toEqual({added: {label: 'shelf 1'}});
    expect(await stream.next()).toEqual({added: {label: 'shelf 2'}});
    await stream.stop();
  });
});

describe('a subscription whose source is an instance', () => {
  const parts = {name: 'shelves', resolvers: [ShelfResolver], instances: [new ShelfResolver('hello')], references: {}};
  const query = 'subscription ($id: String!) { moved(id: $id) }';

  it('is given with the other parts, and gets arguments and caller', async () => {
    const moved = async function* ({id}: {id: string}, {caller}: RequestContext) {
      yield `${id} ${caller.kind}`.length;
    };
    const subgraph = buildSubgraph({...parts, subscriptions: {moved}});
    const stream = await subscribe({subgraph}, {query, variables: {id: 's1'}, caller: {kind: 'key'}});
    expect(await stream.next()).toEqual({moved: 's1 6 key'});
  });

  it('is refused while nothing was given, and nothing is given to a field that is not there', async () => {
    await expect(subscribe({subgraph: buildSubgraph(parts)}, {query, variables: {id: 's1'}})).rejects.toThrow(
      'not given',
    );
    expect(() => buildSubgraph({...parts, subscriptions: {gone: async function* () {}}}).schema).toThrow('gone');
  });
});

describe('a failing expectation of a test', () => {
  it('prints the operation, its variables and the answer', async () => {
    const answer = await execute(shelves(), {
      query: 'mutation { putUp(input: {label: "gone"}) { label } }',
      variables: {a: 1},
    });
    expect(() => answer.expectData()).toThrow(/mutation \{ putUp[\s\S]*variables: \{"a":1\}[\s\S]*NOT_FOUND/);
  });
});
