import type {Caller} from '@concours/kernel/identity';
import {accountWith, grantOf} from '@concours/kernel/testing/callers';
import {permissions} from '@concours/schema/access';
import {execute} from '@concours/kernel/testing/execute';
import {
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import {type Contest, contest} from '../../testing/contest.js';
import {castIn, entryIdsOf, voter} from '../../testing/voting.js';

/** How far a question goes down from the field it begins with: entries of a page of a round, and what hangs on them. */
const DEEP = 5;

/**
 * Every question that the graph of this service takes is asked before and after votes of which nobody may learn, by everybody who
 * could be curious: whoever adds a door is asked at it too.
 */
describe.each([
  ['frozen', {freezeAt: '2024-08-08T10:00:00'}],
  ['frozen and hidden', {freezeAt: '2024-08-08T10:00:00', visibility: 'HIDDEN' as const}],
  ['delayed', {visibility: 'DELAYED' as const, delayMinutes: 10}],
])('while the counts are %s, nobody learns of a later vote through any door', (_, ballot) => {
  let game: Contest;
  let given: Record<string, string>;
  beforeAll(async () => {
    game = await contest({engine: 'sqlite', entries: 3, ballot, now: '2024-08-08T01:50:00.000Z'});
    await game.prepare();
    const [entry] = await entryIdsOf(game);
    given = {
      id: JSON.stringify(game.roundId),
      roundId: JSON.stringify(game.roundId),
      entryId: JSON.stringify(entry),
      key: '"semi-final"',
      campaignId: JSON.stringify(game.campaignId),
      first: '5',
      receipt: '"none"',
    };
    await vote('ann', 0, 1);
    await game.service.snapshots.keep();
    game.clock.set('2024-08-08T02:00:00.000Z');
    await tidy();
  });
  afterAll(() => game.close());

  const vote = async (name: string, ...places: number[]) => {
    const entries = await entryIdsOf(game);
    return (await castIn(game, {caller: voter(name), entryIds: places.map((place) => entries[place])})).expectData();
  };
  /** What runs beside the graph, and might let something out. */
  const tidy = async () => {
    await game.service.ledger.sealing.seal();
    await game.service.ledger.publishing.publishDue();
    await game.service.snapshots.keep();
  };
  const askers: Record<string, Partial<Caller>> = {
    anybody: {},
    'a voter': voter('ann'),
    'who may do everything': accountWith(
      ...[...new Set(Object.values(permissions).flat())].map((role) => grantOf(role, 'ah.')),
    ),
  };

  /** Which fields can't be asked, and the selections of all others. */
  const questions = (): {asked: Record<string, string>; unasked: string[]} => {
    const {schema} = game.service.subgraph;
    const unasked: string[] = [];
    const inner = (type: GraphQLObjectType, path: readonly string[]): string =>
      Object.values(type.getFields())
        .flatMap((field) => selection(field, type, path) ?? [])
        .join(' ');
    const selection = (
      field: GraphQLField<unknown, unknown>,
      of: GraphQLObjectType,
      path: readonly string[],
    ): string | null => {
      const args = field.args.filter((arg) => isRequiredArgument(arg) || arg.name === 'first');
      const missing = args.find(({name}) => !(name in given));
      if (missing) unasked.push(`${of.name}.${field.name}(${missing.name})`);
      if (missing) return null;
      const asked =
        args.length > 0 ? `${field.name}(${args.map(({name}) => `${name}: ${given[name]}`).join(', ')})` : field.name;
      const type = getNamedType(field.type);
      if (isLeafType(type)) return asked;
      // a way back leads to what is asked already
      if (!isObjectType(type) || path.includes(type.name) || path.length >= DEEP) return null;
      const below = inner(type, [...path, type.name]);
      return below === '' ? null : `${asked} {${below}}`;
    };
    const root = schema.getQueryType()!;
    const asked: Record<string, string> = {};
    for (const field of Object.values(root.getFields())) {
      if (field.name.startsWith('_')) continue;
      // rounds, entries and campaigns have an id each
      for (const id of [game.roundId, JSON.parse(given.entryId) as string, game.campaignId]) {
        given = {...given, id: JSON.stringify(id)};
        const text = selection(field, root, []);
        if (text !== null && !Object.values(asked).includes(text)) asked[`${field.name} ${id}`] = text;
      }
      given = {...given, id: JSON.stringify(game.roundId)};
    }
    const campaign = schema.getType('Campaign') as GraphQLObjectType;
    const representation = `[{__typename: "Campaign", id: "${game.campaignId}"}]`;
    asked.campaign = `_entities(representations: ${representation}) {... on Campaign {${inner(campaign, ['Campaign'])}}}`;
    return {asked, unasked: [...new Set(unasked)]};
  };

  const askAll = async (): Promise<Record<string, unknown>> => {
    const answers: Record<string, unknown> = {};
    for (const [who, caller] of Object.entries(askers)) {
      for (const [name, text] of Object.entries(questions().asked)) {
        const {data, errors} = await execute(game.service, {query: `{${text}}`, caller});
        answers[`${who}: ${name}`] = {data, errors: errors?.map(({path, extensions}) => [path, extensions?.code])};
      }
    }
    return answers;
  };

  test('there is no question that the test leaves out', () => expect(questions().unasked).toEqual([]));

  test('all are answered as before', async () => {
    const before = await askAll();
    // the questions do reach the counts
    expect(JSON.stringify(before)).toMatch(/"votes":/);
    await vote('bob', 0);
    await vote('cat', 0, 2);
    await tidy();
    expect(await askAll()).toEqual(before);
  });

  test('and the control: once they may be seen, the answers are others', async () => {
    const before = await askAll();
    await game.changeBallot({...ballot, visibility: 'LIVE', freezeAt: undefined});
    expect(await askAll()).not.toEqual(before);
  });
});
