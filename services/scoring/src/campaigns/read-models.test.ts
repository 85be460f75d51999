import {OutboxRow} from '@concours/kernel/events/outbox';
import {engines} from '@concours/kernel/testing/scratch-database';
import {type Contest, contest} from '../../testing/contest.js';
import {OrganisationRef} from '../organisations/organisation-ref.js';

describe.each(engines)('what scoring knows of the other services, on %s', (engine) => {
  let game: Contest;
  beforeAll(async () => (game = await contest({engine})));
  afterAll(() => game.close());

  const acknowledged = async () => {
    const rows = await game.service.database.read.findBy(OutboxRow, {type: 'DefinitionAcknowledged'});
    return rows
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(({subject, version, payload}) => ({subject, version, payload}));
  };

  test('a definition is acknowledged with its version, and again when its owner asks', async () => {
    await game.apply();
    const expected = {
      subject: `${game.campaignId}:scoring`,
      version: 1,
      payload: {campaignId: game.campaignId, definitionVersion: 1, service: 'scoring'},
    };
    expect(await acknowledged()).toEqual([expected]);
    await game.apply({definitionVersion: 2});
    expect((await acknowledged()).at(-1)).toMatchObject({version: 2});
    const replayed = [];
    for await (const state of game.service.replay!.DefinitionAcknowledged()) replayed.push(state);
    expect(replayed).toMatchObject([{subject: expected.subject, version: 2}]);
  });

  test('a unit that moves takes everything below it along', async () => {
    const tell = (id: string, path: string) =>
      game.tell('OrganisationChanged', id.padStart(26, '0'), {
        ...{
          id: id.padStart(26, '0'),
          path,
          code: id,
          parentId: null,
          kind: 'GRASSROOTS_UNION',
          level: 'UNIT',
          closed: false,
        },
        ...{name: {zh: '单位', en: 'Unit'}, shortName: {zh: '单位', en: 'Unit'}},
      });
    await tell('HF', 'ah.hf.');
    await tell('SHOP', 'ah.hf.shop.');
    await tell('TEAM', 'ah.hf.shop.team.');
    await tell('HFX', 'ah.hfx.');
    await tell('HF', 'ah.la.hf.');
    const refs = await game.service.database.read.find(OrganisationRef, {order: {path: 'ASC'}});
    expect(refs.map(({path}) => path)).toEqual(['ah.hfx.', 'ah.la.hf.', 'ah.la.hf.shop.', 'ah.la.hf.shop.team.']);
  });
});
