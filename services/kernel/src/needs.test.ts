import {composeServices} from '@apollo/composition';
import {parse} from 'graphql';
import {Field, FieldResolver, Mutation, ObjectType, Query, Resolver, Subscription} from 'type-graphql';
import {execute} from '../testing/execute.js';
import {grantOf} from '../testing/callers.js';
import type {Caller} from './identity.js';
import {Needs, openTo} from './needs.js';
import {buildSubgraph, givenInParts} from './subgraph.js';

const permissions = {'drawer.open': ['KEEPER', 'GUEST'], 'drawer.lock': ['KEEPER']};

@ObjectType({description: 'Something to keep things in.'})
class Drawer {
  @Needs('drawer.lock')
  @Field(() => String, {description: 'What opens it.'})
  secret: string;
}

@Resolver(() => Drawer)
class DrawerResolver {
  @Needs('drawer.open', 'drawer.lock', {at: 'its room'})
  @Query(() => Drawer, {description: 'One of them'})
  drawer(): Drawer {
    return new Drawer();
  }

  @Needs(openTo.anybody)
  @Query(() => String)
  colour(): string {
    return 'red';
  }

  @Needs(openTo.signedIn)
  @Subscription(() => String, {description: 'How it rattles.', subscribe: givenInParts})
  rattling(): string {
    return '';
  }

  @Needs('drawer.lock')
  @Mutation(() => Boolean, {description: 'Locks it.'})
  lock(): boolean {
    return true;
  }

  @Needs(openTo.own, 'drawer.lock')
  @FieldResolver(() => String, {description: 'What lies in it.'})
  content(): string {
    return '';
  }
}

const built = (table: Record<string, string[]> = permissions) =>
  buildSubgraph({name: 'drawers', resolvers: [DrawerResolver], references: {}, permissions: table});

describe('a mutation', () => {
  const mutation = 'mutation { lock }';
  const ask = (caller: Partial<Caller>, forPersons?: string[]) =>
    execute(
      {
        subgraph: buildSubgraph({
          name: 'drawers',
          resolvers: [DrawerResolver],
          instances: [new DrawerResolver()],
          references: {},
          permissions,
          forPersons,
        }),
      },
      {query: mutation, caller},
    );

  it.each<{who: string; caller: Partial<Caller>; code: string}>([
    {who: 'nobody known', caller: {kind: 'anonymous'}, code: 'NOT_SIGNED_IN'},
    {who: 'an account without any role', caller: {kind: 'account', grants: []}, code: 'NOT_PERMITTED'},
    {who: 'who holds another role', caller: {kind: 'account', grants: [grantOf('GUEST', 'a.')]}, code: 'NOT_PERMITTED'},
  ])('refuses $who before anything is read', async ({caller, code}) => {
    (await ask(caller)).expectRefusal(code);
  });

  it.each<Partial<Caller>>([
    {kind: 'account', grants: [grantOf('GUEST', 'a.'), grantOf('KEEPER', 'b.')]},
    {kind: 'system', grants: []},
  ])('lets pass who may do it somewhere: %j', async (caller) => {
    expect((await ask(caller)).expectData()).toEqual({lock: true});
  });

  it('that hands out access lets no key pass, though it carries the role', async () => {
    const caller = {kind: 'key' as const, grants: [grantOf('KEEPER', 'b.')]};
    (await ask(caller, ['drawer.lock'])).expectRefusal('PERSON_NEEDED');
    expect((await ask(caller, ['drawer.open'])).expectData()).toEqual({lock: true});
    expect((await ask({...caller, kind: 'account'}, ['drawer.lock'])).expectData()).toEqual({lock: true});
  });
});

describe('what a field needs', () => {
  it.each([
    ['drawer', 'One of them. Needs drawer.open (KEEPER, GUEST) or drawer.lock (KEEPER) at its room.'],
    ['colour', 'Open to everybody.'],
    ['rattling', 'How it rattles. Open to everybody who is signed in.'],
    ['lock', 'Locks it. Needs drawer.lock (KEEPER).'],
    ['content', "What lies in it. Open for what is one's own; else needs drawer.lock (KEEPER)."],
    ['secret', 'What opens it. Needs drawer.lock (KEEPER).'],
  ])('is the end of the description of %s', (field, description) => {
    const types = Object.values(built().schema.getTypeMap());
    const found = types.flatMap((type) => ('getFields' in type ? [type.getFields()[field]] : [])).find(Boolean);
    expect(found?.description).toBe(description);
  });

  it('is marked in the SDL, and still in the supergraph', () => {
    const {sdl} = built();
    expect(sdl).toContain('lock: Boolean! @needs(oneOf: ["drawer.lock"])');
    const {supergraphSdl, errors} = composeServices([{name: 'drawers', typeDefs: parse(sdl), url: 'http://drawers'}]);
    expect(errors).toBeUndefined();
    expect(supergraphSdl).toContain('drawer: Drawer! @needs(oneOf: ["drawer.open", "drawer.lock"], at: "its room")');
    expect(supergraphSdl).toContain('colour: String! @needs(oneOf: ["anybody"])');
  });

  it('is refused if the table does not know it', () => {
    expect(() => built({'drawer.open': []}).schema).toThrow("@Needs('drawer.lock'): there is no such permission");
  });
});
