import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {systemCaller} from '@concours/kernel/identity';
import {engines} from '@concours/kernel/testing/scratch-database';
import {type Proof, proof} from '../../../testing/proof.js';
import type {Campaign} from '../../campaigns/campaign.js';
import {trackAbove} from '../parent.rules.js';

const source = (name: string): string => readFileSync(join(__dirname, `unseen/${name}.yaml`), 'utf8');

describe.each(engines)('a campaign that nobody has seen is written down and runs without code, on %s', (engine) => {
  let p: Proof;
  const apply = (name: string): Promise<Campaign> =>
    p.w.slices.definitions.apply(systemCaller(), source(name), 'an invented one');
  const day = (instant: string): void => p.w.clock.set(instant);
  const states = async (campaign: Campaign): Promise<Record<string, string>> => {
    const {stages} = await p.shown(campaign.id);
    return Object.fromEntries(stages.map(({key, state}) => [key, state]));
  };

  describe('a contest of skills of a railway union', () => {
    let campaign: Campaign;
    beforeAll(async () => {
      p = await proof(engine, '2031-03-10T08:59:59.999+06:00', 'national');
      campaign = await apply('railway-skills');
    });
    afterAll(() => p.close());

    it('opens and closes in a zone of its own, to the minute, with a written test that waits for its syllabus', async () => {
      expect((await states(campaign)).entry).not.toBe('OPEN');
      day('2031-03-10T09:00:00+06:00');
      expect((await states(campaign)).entry).toBe('OPEN');
      day('2031-04-09T23:59:59.999+06:00');
      expect((await states(campaign)).entry).toBe('OPEN');
      day('2031-04-10T00:00:00+06:00');
      expect((await states(campaign)).entry).not.toBe('OPEN');
      // three days after the entry has closed, were it not for the annex
      expect(campaign.document.stages[1]).toMatchObject({from: '2031-04-12', until: '2031-04-19'});
      expect(campaign.held.stages.written).toEqual(['ANNEX_PENDING:syllabus']);
      day('2031-04-13T10:00:00+06:00');
      expect((await states(campaign)).written).not.toBe('OPEN');
    });

    it('has stages of one track alone, thirds of months, a vote that ends before 18:00, and a final that nobody knows', () => {
      const {stages} = campaign.document;
      expect(stages.map(({tracks}) => tracks?.join())).toEqual([
        undefined,
        undefined,
        'welding,signalling',
        'driving',
        'welding',
        undefined,
      ]);
      expect(stages[4].until).toBe('2031-06-09T17:59');
      expect(Object.keys(campaign.held.stages).sort()).toEqual(['grand-final', 'simulator', 'workshop', 'written']);
      expect(campaign.held.stages['grand-final']).toContain('WEIGHT_UNSET:welding-final');
    });

    it('asks of every track what one rule set asks, and of one an earlier or later hour', () => {
      for (const {fields, assets} of campaign.document.tracks) expect([fields?.length, assets?.length]).toEqual([2, 1]);
      expect(campaign.document.tracks.map(({deadline}) => deadline)).toEqual([
        undefined,
        '2031-04-15T12:00',
        undefined,
      ]);
    });

    it('has the rounds whose weights are known, and the awards that can be given by them', () => {
      expect(campaign.document.rounds?.map(({key, cut}) => [key, cut?.next])).toEqual([
        ['welding-test', 'welding-workshop'],
        ['welding-workshop', undefined],
        ['finest', undefined],
      ]);
      expect(campaign.document.awards?.map(({key}) => key)).toEqual(['finest', 'merit', 'units']);
    });

    it('gets its final when somebody writes the weights down', async () => {
      const known = source('railway-skills')
        .replace('weight: TBA', "weight: '66.6667'")
        .replace('weight: TBA', "weight: '33.3333'");
      const {problems, definition} = await p.w.slices.definitions.check(systemCaller(), known);
      expect(problems).toEqual([]);
      expect(definition?.rounds?.[1].cut?.next).toBe('welding-final');
      expect(definition?.awards?.map(({key}) => key).slice(0, 3)).toEqual(['gold', 'silver', 'bronze']);
    });
  });

  describe('a season of reading with a city’s season in it', () => {
    let [above, below]: Campaign[] = [];
    beforeAll(async () => {
      p = await proof(engine, '2030-04-23T10:00:00+08:00', 'jiangsu');
      above = await apply('reading-above');
      below = await apply('reading-below');
    });
    afterAll(() => p.close());

    it('takes over stages, tracks, rule sets, metrics and forms, and changes what it names', () => {
      const {stages, tracks, plan} = below.document;
      expect(stages.map(({key, kind, from, until}) => [key, kind, from, until])).toEqual([
        // ten days before the province's date
        ['reading', 'INTAKE', '2030-04-23', '2030-09-20'],
        ['clubs', 'REPORTING', '2030-04-23', '2030-10-31'],
      ]);
      expect(tracks.map(({key, name, kind, fields}) => [key, (name as {zh: string}).zh, kind, fields?.length])).toEqual(
        [
          ['essay', '金陵读后感', 'TEXT', 2],
          ['family', '家庭共读', 'VIDEO', undefined],
          ['metro', '地铁短文', 'TEXT', 2],
        ],
      );
      expect(plan?.metrics.map(({key, target}) => [key, target])).toEqual([
        ['clubs', 55],
        ['lectures', undefined],
      ]);
      expect(plan?.reports.forms).toEqual(above.document.plan?.reports.forms);
    });

    it('leads two tracks to one above, by a day that follows the province’s', () => {
      const [parent] = below.file.campaign.parents ?? [];
      expect(below.file.tracks.map(({key}) => trackAbove(parent, key, above.file))).toEqual(['essay', null, 'essay']);
      expect(below.document.tracks[0].onward?.[0].by).toBe('2030-09-28');
    });

    it('has an allocation with a row for several, one that binds each, and a metric that is to stay low', () => {
      const {allocation, metrics, floors} = above.document.plan ?? {};
      expect(allocation).toMatchObject({basis: 'EACH', sums: [90, 12], rows: [{}, {}, {members: ['js.xuzhou']}]});
      expect(metrics?.map(({direction}) => direction)).toEqual([undefined, 'AT_MOST']);
      expect(floors).toMatchObject([{basis: 'COLLECTIVE'}]);
    });
  });
});
