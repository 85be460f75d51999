import type {Definition} from '@concours/schema/definition/definition';
import type {StageDefinition} from '@concours/schema/definition/stage';
import {deadlineOf, resolveStages} from './calendar.js';

function definition(timezone: string, ...stages: Partial<StageDefinition>[]): Definition {
  const full = stages.map((stage, i) => ({key: `s${i}`, name: 'S', kind: 'INTAKE' as const, ...stage}));
  return {campaign: {timezone}, stages: full, tracks: []} as unknown as Definition;
}

const instants = (timezone: string, from: string, until: string) => {
  const [{opensAt, closesAt}] = resolveStages(definition(timezone, {from, until}), []);
  return [opensAt?.toISOString(), closesAt?.toISOString()];
};

describe('the calendar', () => {
  it.each([
    [
      'whole days in Shanghai',
      'Asia/Shanghai',
      '2024-08-07',
      '2024-08-16',
      '2024-08-06T16:00:00.000Z',
      '2024-08-16T15:59:59.999Z',
    ],
    [
      'the deadline of 23:59:59',
      'Asia/Shanghai',
      '2024-06-25',
      '2024-07-31T23:59:59',
      '2024-06-24T16:00:00.000Z',
      '2024-07-31T15:59:59.999Z',
    ],
    [
      'a minute in Shanghai',
      'Asia/Shanghai',
      '2024-08-07T10:00',
      '2024-08-14T10:00',
      '2024-08-07T02:00:00.000Z',
      '2024-08-14T02:00:59.999Z',
    ],
    [
      'a zone of 5:45',
      'Asia/Kathmandu',
      '2024-08-07',
      '2024-08-07',
      '2024-08-06T18:15:00.000Z',
      '2024-08-07T18:14:59.999Z',
    ],
    [
      'the day on which Berlin skips an hour',
      'Europe/Berlin',
      '2024-03-31',
      '2024-03-31',
      '2024-03-30T23:00:00.000Z',
      '2024-03-31T21:59:59.999Z',
    ],
    [
      'the day on which Berlin has 25 hours',
      'Europe/Berlin',
      '2024-10-27',
      '2024-10-27',
      '2024-10-26T22:00:00.000Z',
      '2024-10-27T22:59:59.999Z',
    ],
    [
      'the summer time that Shanghai once had',
      'Asia/Shanghai',
      '1990-07-01',
      '1990-07-01',
      '1990-06-30T15:00:00.000Z',
      '1990-07-01T14:59:59.999Z',
    ],
  ])('%s', (_, zone, from, until, opens, closes) => {
    expect(instants(zone, from, until)).toEqual([opens, closes]);
  });

  it('knows no instant where the definition gives none', () => {
    expect(resolveStages(definition('Asia/Shanghai', {}), [])[0]).toMatchObject({
      opensAt: null,
      closesAt: null,
      overridden: false,
    });
  });

  it('lets what was done by hand overrule the definition', () => {
    const override = {stage: 's0', opensAt: '2024-01-01T00:00:00.000Z', closesAt: null, reason: 'r'};
    const [stage] = resolveStages(definition('Asia/Shanghai', {from: '2024-08-07', until: '2024-08-16'}), [override]);
    expect(stage).toMatchObject({opensAt: new Date('2024-01-01T00:00:00.000Z'), closesAt: null, overridden: true});
  });

  it("takes a track's own deadline before its stage's end, and the first intake where no stage is named", () => {
    const document = definition('Asia/Shanghai', {until: '2022-08-20'});
    const stages = resolveStages(document, []);
    const track = {key: 't', name: 'T', kind: 'POSTER' as const, hosting: []};
    expect(deadlineOf({...track, deadline: '2022-08-30'}, document, stages)?.toISOString()).toBe(
      '2022-08-30T15:59:59.999Z',
    );
    expect(deadlineOf({...track, intake: 's0'}, document, stages)?.toISOString()).toBe('2022-08-20T15:59:59.999Z');
    expect(deadlineOf(track, document, stages)?.toISOString()).toBe('2022-08-20T15:59:59.999Z');
  });
});
