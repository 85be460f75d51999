import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import {singerSource, type World, world} from '../../testing/world.js';

const METER =
  'burden { asked { reminders } days items { key change } previous { campaign { key } days asked { reminders } } }';

describe.each(engines)('the burden of a campaign on %s', (engine) => {
  let w: World;
  beforeEach(async () => {
    w = await world(engine, '2024-06-20T10:00:00+08:00');
    await w.growFor(singerSource);
  });
  afterEach(() => w.close());

  const edition = (year: number, more: (source: string) => string = (source) => source) =>
    more(
      singerSource
        .replace('key: anhui-singer-2024', `key: anhui-singer-${year}\n  series: anhui-singer\n  year: ${year}`)
        .replaceAll('2024-', `${year}-`),
    );

  it('is told before a definition is applied, and against the edition before', async () => {
    const caller = w.caller('CAMPAIGN_OWNER', 'ah.sports-association');
    await w.slices.definitions.apply(caller, edition(2023), null);
    const next = edition(2024, (source) =>
      source
        .replace('policies:', 'policies:\n  reminders: {perUnitPerWeek: 2}')
        .replace('-06-25\n    until', '-06-11\n    until'),
    );
    const query = `query ($s: String!) { checkDefinition(source: $s) { applicable ${METER} } }`;
    const {checkDefinition} = (await execute(w.service, {query, variables: {s: next}, caller})).expectData();
    expect(checkDefinition).toEqual({
      applicable: true,
      burden: {
        asked: {reminders: 16},
        days: 51,
        items: [
          {key: 'work:singing', change: 'SAME'},
          {key: 'reminders', change: 'MORE'},
        ],
        previous: {campaign: {key: 'anhui-singer-2023'}, days: 37, asked: {reminders: 6}},
      },
    });
    await w.slices.definitions.apply(caller, next, null);
    const applied = `{ campaign(key: "anhui-singer-2024") { ${METER} } }`;
    expect((await execute(w.service, {query: applied})).expectData().campaign.burden).toEqual(checkDefinition.burden);
    const broken = {query, variables: {s: 'concours: 2'}, caller};
    expect((await execute(w.service, broken)).expectData().checkDefinition.burden).toBeNull();
  });

  it('names the rule that a definition breaks', async () => {
    const caller = w.caller('CAMPAIGN_OWNER', 'ah.sports-association');
    const bad = singerSource.replace('to: UNIT, count: 5', 'to: UNIT, count: 5, by: {round: semi-final}');
    const query = 'query ($s: String!) { checkDefinition(source: $s) { problems { code message(language: EN) } } }';
    const {problems} = (await execute(w.service, {query, variables: {s: bad}, caller})).expectData().checkDefinition;
    expect(problems).toEqual([{code: 'AWARD_UNIT_RANKED', message: expect.stringContaining('R143') as string}]);
  });

  it('comes with what the campaign may do of the four practices', async () => {
    const caller = w.caller('CAMPAIGN_OWNER', 'ah.sports-association');
    const limited = singerSource.replace(
      'votes: ALLOWED',
      'votes: LIMITED\n  limits: [{zh: 每人每天十票, en: Ten marks a day}]',
    );
    await w.slices.definitions.apply(caller, limited, null);
    const query =
      '{ campaign(key: "anhui-singer-2024") { policies { votesAllowed practices { practice setting } limits(language: EN) } } }';
    expect((await execute(w.service, {query})).expectData().campaign.policies).toEqual({
      votesAllowed: true,
      practices: [
        {practice: 'VOTES', setting: 'LIMITED'},
        {practice: 'LIKES', setting: 'OFF'},
        {practice: 'FORWARDS', setting: 'OFF'},
        {practice: 'POINTS', setting: 'OFF'},
      ],
      limits: ['Ten marks a day'],
    });
  });
});
