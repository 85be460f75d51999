import type {Definition, DefinitionFile} from '@concours/schema/definition/definition';
import {planSource, singerSource} from '../../testing/world.js';
import {readSource} from '../definitions/definition.source.js';
import {settle} from '../definitions/settle.rules.js';
import {burdenOf, changeOf} from './burden-meter.rules.js';
import {editionBefore} from './edition.rules.js';

const read = (source: string): Definition => settle(readSource(source).data as DefinitionFile);
const none = {forms: 0, fields: 0, files: 0, confirmations: 0, reminders: 0};

describe('the burden meter', () => {
  it('asks nothing of every unit by the singer contest but to be reminded, and counts what a singer asks', () => {
    const burden = burdenOf(read(singerSource));
    // 25 June to 31 July are 37 days, so 6 weeks
    expect(burden).toMatchObject({days: 37, deadlines: 1, undated: 0});
    expect(burden.asked).toEqual({...none, reminders: 6});
    // title, author and the author's unit; the contact is optional; a video and a cover; the consent
    expect(burden.takingPart).toEqual({...none, forms: 1, fields: 3, files: 2, confirmations: 1});
    expect(burden.items.map(({key}) => key)).toEqual(['work:singing', 'reminders']);
  });

  it("counts the reports of a plan, once for each event, and the plan's own demands", () => {
    const definition = read(planSource);
    const {items} = burdenOf(definition);
    expect(items[0]).toMatchObject({key: 'report', times: null, voluntary: false});
    const plan = definition.plan!;
    plan.metrics[0] = {
      ...plan.metrics[0]!,
      count: {
        either: [
          {key: 'a', name: 'A', count: {distinct: 'enterprise'}},
          {key: 'b', name: 'B', count: {each: 'report'}},
        ],
        rule: 'SUM',
      },
    };
    plan.floors = [
      {key: 'f', name: 'F', metric: plan.metrics[0].key, atLeast: 3, units: {}, basis: 'EACH'},
      {key: 'g', name: 'G', metric: plan.metrics[0].key, atLeast: 100, units: {levels: ['CITY']}, basis: 'EACH'},
      {key: 'h', name: 'H', metric: plan.metrics[0].key, atLeast: 50, units: {}, basis: 'COLLECTIVE'},
    ];
    Object.assign(plan.reports, {
      topics: [{key: 't', name: 'T'}],
      channels: [{key: 'c', name: 'C'}],
      evidence: {why: '核实', photos: 2},
      confirm: [{key: 'safety', text: 'Safe'}],
      table: {by: '2022-08-30'},
    });
    const burden = burdenOf(definition);
    expect(burden.items[0]).toMatchObject({times: 3, fields: 12, files: 2, confirmations: 1});
    expect(burden.items[1]).toMatchObject({key: 'table', times: 1, fields: 0});
    expect(burden.asked).toMatchObject({forms: 4, fields: 36, files: 6, confirmations: 4});
  });

  it('counts days that overlap once, and says what has no dates', () => {
    const definition = read(singerSource);
    definition.stages = [
      {key: 'a', name: 'A', kind: 'INTAKE', from: '2024-06-01', until: '2024-06-10'},
      {key: 'b', name: 'B', kind: 'REPORTING', from: '2024-06-05', until: '2024-06-20T12:00'},
      {key: 'c', name: 'C', kind: 'REPORTING', from: '2024-07-01', until: '2024-07-01'},
      {key: 'd', name: 'D', kind: 'INTAKE'},
      {key: 'e', name: 'E', kind: 'VOTE', from: '2024-01-01', until: '2024-12-31'},
    ];
    expect(burdenOf(definition)).toMatchObject({days: 21, deadlines: 3, undated: 1});
    definition.tracks[0]!.intake = 'a';
    definition.tracks[0]!.deadline = '2024-06-22';
    expect(burdenOf(definition)).toMatchObject({days: 23, deadlines: 4});
  });

  it('explains each item in both languages', () => {
    for (const {why, name} of burdenOf(read(planSource)).items) {
      expect(why.zh).toMatch(/\p{Script=Han}/u);
      expect(why.en).not.toMatch(/undefined|NaN/);
      expect(name.en).not.toBe('');
    }
  });

  it('says against the edition before what is new, more, less and the same', () => {
    const before = burdenOf(read(planSource));
    const later = read(planSource);
    later.policies.reminders = {perUnitPerWeek: 2};
    later.plan!.reports.confirm = [];
    delete later.tracks[0]!.fields;
    later.tracks[1]!.key = 'another';
    const changes = Object.fromEntries(burdenOf(later).items.map((item) => [item.key, changeOf(item, before)]));
    expect(changes).toMatchObject({
      ...{report: 'SAME', reminders: 'MORE', 'work:another': 'NEW'},
      [`work:${later.tracks[0]!.key}`]: 'LESS',
    });
    expect(changeOf(before.items[0]!, null)).toBeNull();
  });
});

describe('the edition before', () => {
  const edition = (key: string, year?: number, series: string | undefined = 's', from?: string) => ({
    campaign: {key, ...(series && {series}), ...(year && {year})},
    stages: from ? [{from}] : [],
  });
  const others = [
    edition('a', 2019),
    edition('b', undefined, 's', '2022-05-09'),
    edition('c', 2024),
    edition('x', 2023, 'other'),
  ];

  test.each([
    ['is the latest of its series before it', edition('c', 2024), 'b'],
    ['is told by the first date where no year is written', edition('n', undefined, 's', '2021-01-01'), 'a'],
    ['is none for the first', edition('a', 2019), null],
  ])('%s', (_, one, expected) => {
    expect(editionBefore(one, others)?.campaign.key ?? null).toBe(expected);
  });

  it('is none without a series', () => {
    expect(editionBefore({campaign: {key: 'n', year: 2030}, stages: []}, others)).toBeNull();
  });
});
