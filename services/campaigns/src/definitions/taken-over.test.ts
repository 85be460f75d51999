import {systemCaller} from '@concours/kernel/identity';
import {engines} from '@concours/kernel/testing/scratch-database';
import {datedFile, sourceOf, stageOf} from '../../testing/dated-definition.js';
import {type World, world} from '../../testing/world.js';

describe.each(engines)('what a campaign takes over, on %s', (engine) => {
  let w: World;
  beforeEach(async () => {
    w = await world(engine, '2022-04-15T10:00:00+08:00');
    await w.grow('ah', null, {level: 'PROVINCE'});
  });
  afterEach(() => w.close());

  const apply = (source: string) => w.slices.definitions.apply(systemCaller(), source, null);
  const song = {key: 'song', name: 'Song', kind: 'SONG' as const, hosting: []};
  const above = (tracks: (typeof song)[]) =>
    sourceOf(datedFile('national', {stages: [stageOf('intake', {from: '2022-05-01'})], tracks}));
  const below = () => {
    const file = datedFile('province', {stages: [stageOf('intake', {from: '2022-05-09'})]});
    const parents = [{campaign: 'national', inherit: [{section: 'tracks' as const}]}];
    return sourceOf({...file, campaign: {...file.campaign, parents}});
  };

  it('is taken over anew by the same text, once the campaign above has changed; else that text changes nothing', async () => {
    await apply(above([song]));
    const first = await apply(below());
    expect((await apply(below())).definitionVersion).toBe(first.definitionVersion);

    await apply(above([song, {...song, key: 'second-song', name: 'Another'}]));
    const again = await apply(below());
    expect(again.definitionVersion).toBe(first.definitionVersion + 1);
    expect(again.document.tracks.map(({key}) => key)).toContain('second-song');
  });
});
