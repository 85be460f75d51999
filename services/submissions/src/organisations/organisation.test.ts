import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import type {OrganisationChanged} from '@concours/schema/events';
import {as, campaignId, codeOf, fixture, type Fixture, org, system} from '../../testing/fixture.js';

describe.each(engines)('the tree as this service knows it, on %s', (engine) => {
  let f: Fixture;
  beforeEach(async () => {
    f = await fixture(engine);
  });
  afterEach(() => f.close());
  const tell = async (version: number, parent: string): Promise<void> => {
    const {id} = org('mill');
    const name = {zh: '工厂', en: 'mill'};
    const payload: OrganisationChanged = {
      id,
      code: 'mill',
      path: `${org(parent).path}${id}.`,
      parentId: org(parent).id,
      kind: 'GRASSROOTS_UNION',
      level: 'UNIT',
      name,
      shortName: name,
      closed: parent === 'gd',
    };
    const event = {
      id: newId(),
      type: 'OrganisationChanged',
      subject: id,
      version,
      at: new Date().toISOString(),
      source: 'organisations',
      payload,
    };
    await f.service.consumes!.find(({types}) => types.includes(event.type))!.handle(event);
  };
  const sees = async (unit: string, id: string) =>
    (await f.service.slices.reader.find(as('UNIT_ADMIN', unit), id)) !== null;

  it('moves works with their unit, and no late or repeated announcement moves them back', async () => {
    const [work] = await f.poems('mill', 1);
    expect([await sees('hf', work), await sees('wh', work)]).toEqual([true, false]);
    await tell(3, 'wh');
    expect([await sees('hf', work), await sees('wh', work)]).toEqual([false, true]);
    await tell(2, 'hf');
    await tell(3, 'hf');
    expect([await sees('hf', work), await sees('wh', work)]).toEqual([false, true]);
  });

  it('takes nothing new from a unit that was closed, and lets the level above go on with what is there', async () => {
    const [work] = await f.poems('mill', 1);
    const {submissions, recommendations} = f.service.slices;
    await submissions.returnIt(as('UNIT_ADMIN', 'hf'), work!, '请补充');
    const [other] = await f.poems('mill', 1);
    await tell(2, 'gd');
    expect(await codeOf(f.poems('mill', 1))).toBe('SUBMISSION_ORGANISATION_CLOSED');
    expect(await codeOf(submissions.handIn(system, work!))).toBe('SUBMISSION_ORGANISATION_CLOSED');
    const recommend = (unit: string) => recommendations.recommend(system, [other!], org(unit).id);
    expect((await recommend('mill')).refused).toMatchObject([{code: 'RECOMMENDATION_UNIT_CLOSED'}]);
    expect((await recommend('gd')).done).toBe(1);
  });

  it('says of which class a unit is in a campaign, and why', async () => {
    const of = async (unit: string, caller?: Caller) => {
      const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Organisation {
        unitClasses { campaign { id } class reason kinds levels caps { most track { id } } } } } }`;
      const variables = {r: [{__typename: 'Organisation', id: org(unit).id}]};
      const answer = await execute(f.service, {query, variables, caller});
      return (answer.expectData()._entities as {unitClasses: unknown[]}[])[0]!.unitClasses;
    };
    expect(await of('hf', system)).toMatchObject([
      {
        campaign: {id: campaignId},
        class: 'city',
        reason: 'RULE',
        caps: [
          {most: 20, track: {id: `${campaignId}:song`}},
          {most: 20, track: {id: `${campaignId}:poem`}},
        ],
      },
    ]);
    expect(await of('hf')).toEqual([]);
  });
});
