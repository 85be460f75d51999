import type {Caller} from '@concours/kernel/identity';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import {parse} from 'yaml';
import {singerSource, world, type World} from '../../testing/world.js';

describe.each(engines)('what helps to write a definition, on %s', (engine) => {
  let w: World;
  let owner: Caller;
  let campaignId: string;
  const ask = async (query: string, variables: object = {}, caller: Caller | undefined = owner) =>
    execute(w.service, {query, variables: {...variables}, caller});
  const CLONE =
    'query ($id: ID!, $key: String!, $days: Int, $year: Int) { cloneDefinition(campaignId: $id, key: $key, days: $days, year: $year) }';

  beforeEach(async () => {
    w = await world(engine, '2024-06-20T10:00:00+08:00');
    await w.growFor(singerSource);
    owner = w.caller('CAMPAIGN_OWNER', 'ah');
    campaignId = (await w.slices.definitions.apply(owner, singerSource, null)).id;
  });
  afterEach(() => w.close());

  it('makes next year of this year: dates move, comments stay, and it can be applied', async () => {
    const {cloneDefinition: source} = (
      await ask(CLONE, {id: campaignId, key: 'anhui-singer-2025', year: 2025})
    ).expectData() as {cloneDefinition: string};
    expect(source.match(/#.*$/gm)).toEqual(singerSource.match(/#.*$/gm));
    const written = parse(source);
    expect(written.campaign.key).toBe('anhui-singer-2025');
    expect(written.notice).toEqual({issued: '2025-06-25'});
    expect(written.stages[0]).toMatchObject({from: '2025-06-25', until: '2025-07-31T23:59:59'});
    expect(written.rounds[0].ballot.freezeAt).toBe('2025-08-16T20:00');
    const {id} = await w.slices.definitions.apply(owner, source, null);
    const {compareDefinitions} = (
      await ask(
        '{ compareDefinitions(before: {campaignId: "OLD"}, after: {campaignId: "NEW"}) { path words(language: EN) } }'
          .replace('OLD', campaignId)
          .replace('NEW', id),
        {},
        undefined,
      )
    ).expectData() as {compareDefinitions: {path: string; words: string}[]};
    expect(compareDefinitions.find(({path}) => path === 'stages[intake].from')?.words).toBe(
      'Stage "Entry and first selection", beginning: from 2024-06-25 to 2025-06-25',
    );
  });

  it('moves by days as well, and by one of the two', async () => {
    const {cloneDefinition} = (await ask(CLONE, {id: campaignId, key: 'b', days: 7})).expectData();
    expect(parse(cloneDefinition as string).stages[0].from).toBe('2024-07-02');
    for (const wrong of [{}, {days: 1, year: 2025}, {days: 99_999}, {key: 'Not A Key', days: 1}])
      (await ask(CLONE, {id: campaignId, key: 'b', ...wrong})).expectRefusal('INPUT_INVALID');
    (await ask(CLONE, {id: 'nothing', key: 'b', days: 1})).expectRefusal('NOT_FOUND');
    (await ask(CLONE, {id: campaignId, key: 'b', days: 1}, w.caller('UNIT_ADMIN', 'ah'))).expectRefusal(
      'NOT_PERMITTED',
    );
  });

  it('edits the text and says what it would do', async () => {
    const EDIT =
      'query ($source: String!, $edits: [DefinitionEdit!]!) { editDefinition(source: $source, edits: $edits) { source plan { applicable written changes { path after } problems { code } } } }';
    const edit = (edits: object[], source = singerSource) => ask(EDIT, {source, edits});
    const {editDefinition} = (
      await edit([
        {path: 'policies.publicNotice.workingDays', value: 6},
        {path: 'awards[organising-units]', remove: true},
      ])
    ).expectData();
    expect(editDefinition.source).toContain('publicNotice: {workingDays: 6} # Ours (A35)');
    expect(editDefinition.plan).toMatchObject({
      applicable: true,
      changes: [
        {path: 'policies.publicNotice.workingDays', after: '6'},
        {path: 'awards[organising-units]', after: null},
      ],
    });
    expect(editDefinition.plan.written.policies.publicNotice).toEqual({workingDays: 6});
    const wrong = (await edit([{path: 'rounds[final].components[quiz].weight', value: 8}])).expectData();
    expect(wrong.editDefinition.plan).toMatchObject({applicable: false, problems: [{code: 'WEIGHTS_NOT_100'}]});
    expect(wrong.editDefinition.plan.written.rounds).toHaveLength(2);
    expect((await edit([{path: 'nothing[here]', remove: true}])).expectRefusal('EDIT_IMPOSSIBLE')).toEqual({
      path: 'nothing[here]',
    });
    (await edit([{path: 'a', value: 1}], 'a: [')).expectRefusal('SOURCE_UNREADABLE');
    (await edit(Array.from({length: 51}, () => ({path: 'campaign.key', value: 'a'})))).expectRefusal('INPUT_INVALID');
  });

  it('compares versions of one campaign, for everybody', async () => {
    await w.change(singerSource.replace('workingDays: 5', 'workingDays: 6'), 'x');
    const query = `{ compareDefinitions(before: {campaignId: "${campaignId}", version: 1}, after: {campaignId: "${campaignId}"}) { words } }`;
    expect((await execute(w.service, {query})).expectData().compareDefinitions).toEqual([
      {words: '减负与公开规则，公示，工作日：由 5 改为 6'},
    ]);
    (await ask(query.replace('version: 1', 'version: 9'))).expectRefusal('NOT_FOUND');
  });
});
