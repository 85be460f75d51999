import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import {type Contest, contest, semiFinal} from '../../testing/contest.js';

const final = {...semiFinal, key: 'final', entries: {round: 'semi-final'}, cut: undefined};

describe.each(engines)('entries on %s', (engine) => {
  let game: Contest;
  beforeEach(async () => (game = await (await contest({engine, entries: 3, rounds: [semiFinal, final]})).prepare()));
  afterEach(() => game.close());

  const entriesOf = async (key: string) => {
    const query = `query ($id: ID!) { round(id: $id) { entriesComplete entries {
      nodes { id number withdrawn submission { id } organisation { id } round { key } } } } }`;
    const {round} = (await execute(game.service, {query, variables: {id: `${game.campaignId}:${key}`}})).expectData();
    return {complete: round.entriesComplete, nodes: round.entries.nodes};
  };
  const works = (nodes: {submission: {id: string}}[]) =>
    nodes.map(({submission}) => game.works.findIndex(({id}) => id === submission.id));

  test('a later round has none until the earlier result names them, and its own numbers then', async () => {
    expect(await entriesOf('final')).toEqual({complete: false, nodes: []});
    const finalists = [game.works[2], game.works[0]].map(({id}) => ({submissionId: id}));
    const {database, slices} = game.service;
    await database.write((manager) => slices.entries.admit(manager, `${game.campaignId}:final`, finalists));
    const {complete, nodes} = await entriesOf('final');
    expect(complete).toBe(true);
    expect(works(nodes)).toEqual([0, 2]);
    expect(nodes[1]).toMatchObject({
      number: '002',
      organisation: {id: game.works[2].organisationId},
      round: {key: 'final'},
    });
  });

  test('a shortlist closed anew adds works with new numbers and leaves out those no longer on it, votes and all', async () => {
    const before = (await entriesOf('semi-final')).nodes;
    const late = {...game.works[0], id: '01J00000000000000000000NEW', number: 'S0000'};
    await game.changeWork(late);
    await game.changeWork(game.works[1], {state: 'NOT_SHORTLISTED'});
    await game.closeShortlist([game.works[0].id, game.works[2].id, late.id]);
    const {complete, nodes} = await entriesOf('semi-final');
    expect(complete).toBe(true);
    expect(nodes.slice(0, 3).map(({id}: {id: string}) => id)).toEqual(before.map(({id}: {id: string}) => id));
    expect(nodes.map(({number, withdrawn}: {number: string; withdrawn: boolean}) => [number, withdrawn])).toEqual([
      ['001', false],
      ['002', true],
      ['003', false],
      ['004', false],
    ]);
  });

  test('works and shortlist may come before the definition, in any order', async () => {
    const early = await contest({engine, entries: 3});
    try {
      await early.closeShortlist();
      for (const work of [...early.works].reverse()) await early.changeWork(work);
      await early.apply();
      const query = 'query ($id: ID!) { round(id: $id) { entriesComplete entryCount } }';
      const answer = await execute(early.service, {query, variables: {id: early.roundId}});
      expect(answer.expectData().round).toEqual({entriesComplete: true, entryCount: 3});
    } finally {
      await early.close();
    }
  });

  test('an entry of another round is not found in this one', async () => {
    const [{id}] = (await entriesOf('semi-final')).nodes;
    const query = 'query ($round: ID!, $id: ID!) { entry(id: $id) { id } round(id: $round) { entry(id: $id) { id } } }';
    const data = (
      await execute(game.service, {query, variables: {id, round: `${game.campaignId}:final`}})
    ).expectData();
    expect(data).toEqual({entry: {id}, round: {entry: null}});
  });

  test('other subgraphs reach rounds, entries and the rounds of a campaign by reference', async () => {
    const [{id}] = (await entriesOf('semi-final')).nodes;
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on Round { key } ... on Entry { number } ... on Campaign { rounds { key } round(key: "final") { key } } } }`;
    const representations = [
      {__typename: 'Round', id: game.roundId},
      {__typename: 'Entry', id},
      {__typename: 'Campaign', id: game.campaignId},
      {__typename: 'Round', id: 'nowhere'},
    ];
    const data = (await execute(game.service, {query, variables: {representations}})).expectData();
    expect(data._entities).toEqual([
      {key: 'semi-final'},
      {number: '001'},
      {rounds: [{key: 'semi-final'}, {key: 'final'}], round: {key: 'final'}},
      null,
    ]);
  });
});
