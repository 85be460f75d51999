import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {anonymous} from '@concours/kernel/identity';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import {as, campaignId, fixture, type Fixture, org, screening, system} from '../../testing/fixture.js';
import {png, video} from '@concours/kernel/testing/sample-media';
import type {SeedWork} from './seed-work.js';

describe.each(engines)('works of a demonstration on %s', (engine) => {
  let f: Fixture;
  let files: SeedWork['files'];
  beforeEach(async () => {
    f = await fixture(engine);
    files = [
      {rule: 'video', fileName: '作品.mp4', path: join(f.folder, 'v.mp4')},
      {rule: 'cover', fileName: '封面.png', path: join(f.folder, 'c.png')},
    ];
    await writeFile(files[0].path, await video());
    await writeFile(files[1].path, png());
  });
  afterEach(() => f.close());
  const work = (n: number, change: Partial<SeedWork> = {}): SeedWork => ({
    trackKey: 'song',
    organisationId: org('mill').id,
    title: `歌 ${n}`,
    author: `歌手 ${n}`,
    files,
    at: new Date('2024-07-02T00:00:00Z'),
    state: 'SHORTLISTED',
    recommendedById: org('hf').id,
    ...change,
  });

  it('are there like any others: 300 of them, with their files, shown on a wall once the shortlist is closed', async () => {
    const ids = await f.seed(
      Array.from({length: 300}, (_, n) => work(n, {recommendedById: n < 20 ? org('hf').id : undefined})),
    );
    f.clock.set(screening.opensAt);
    const shortlist = await f.service.slices.screenings.close(system, campaignId, 'song');
    expect(shortlist.chosen).toBe(300);
    expect(await f.events('SubmissionChanged')).toHaveLength(600);
    const query =
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Submission { number title cover { url } organisation { id } } } }';
    const variables = {r: ids.map((id) => ({__typename: 'Submission', id}))};
    const {_entities} = (await execute(f.service, {query, variables, caller: anonymous('r')})).expectData();
    expect(_entities[299]).toMatchObject({
      number: 'song-0300',
      title: '歌 299',
      cover: {url: expect.stringContaining('/files/a/')},
    });
  });

  it('hold their places against what comes later, and keep every limit', async () => {
    await f.seed([work(1, {state: 'RECOMMENDED'}), work(2, {state: 'HANDED_IN'}), work(3, {state: 'DRAFT'})]);
    await f.seed([work(4, {state: 'RECOMMENDED'})]);
    const allowance = await f.service.slices.recommendations.allowance(
      as('UNIT_ADMIN', 'hf'),
      campaignId,
      'song',
      org('hf').id,
    );
    expect(allowance).toMatchObject({used: 2, remaining: 18});
    await expect(f.seed([work(5), work(5)])).rejects.toThrow('number 2 of 1');
    await expect(f.seed(Array.from({length: 19}, (_, n) => work(10 + n)))).rejects.toThrow('number 21 of 20');
    const poems = [1, 2, 3, 4].map((n) => work(n, {trackKey: 'poem', files: []}));
    await expect(f.seed(poems)).rejects.toThrow('number 4 of 3');
  });
});
