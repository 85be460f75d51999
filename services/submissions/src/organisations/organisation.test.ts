import {newId} from '@concours/kernel/ids';
import {engines} from '@concours/kernel/testing/scratch-database';
import type {OrganisationChanged} from '@concours/schema/events';
import {as, codeOf, fixture, type Fixture, org} from '../../testing/fixture.js';

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

  it('takes nothing new from a unit that was closed', async () => {
    await tell(2, 'gd');
    expect(await codeOf(f.poems('mill', 1))).toBe('SUBMISSION_ORGANISATION_CLOSED');
  });
});
