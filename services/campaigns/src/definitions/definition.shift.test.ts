import {parse} from 'yaml';
import {singerSource} from '../../testing/world.js';
import {shiftDefinition} from './definition.shift.js';

describe('a definition that is shifted by days', () => {
  it.each([
    ['a date', 'from: 2024-08-07', 1, 'from: 2024-08-08'],
    ['a date and time', 'until: 2024-07-31T23:59:59', 1, 'until: 2024-08-01T23:59:59'],
    ['a minute', 'freezeAt: 2024-08-16T20:00', 3, 'freezeAt: 2024-08-19T20:00'],
    ['a date in quotes', "from: '2024-12-31'", 1, "from: '2025-01-01'"],
    ['dates in a flow', '{from: 2024-02-28, until: 2024-02-29}', 1, '{from: 2024-02-29, until: 2024-03-01}'],
    ['a step back', 'from: 2024-03-01', -1, 'from: 2024-02-29'],
    ['many years', 'from: 2022-05-09', 1651, 'from: 2026-11-15'],
    ['not a comment', 'from: 2024-08-07 # not 2024-08-06', 1, 'from: 2024-08-08 # not 2024-08-06'],
    ['a date behind a quoted hash', "a: ' # ', b: 2024-08-07", 1, "a: ' # ', b: 2024-08-08"],
    ['a month', 'from: 2022-05', 31, 'from: 2022-06'],
    ['a month by less than half of one', '{from: 2022-05, until: 2022-08}', 10, '{from: 2022-05, until: 2022-08}'],
    ['a third of a month', '{until: 2022-08-mid}', 10, '{until: 2022-08-late}'],
    ['the last third into the next year', "by: '2024-12-late'", 10, "by: '2025-01-early'"],
    ['many years of a month', 'at: 2022-05', 1651, 'at: 2026-11'],
    ['not what is to be announced', 'at: TBA', 10, 'at: TBA'],
    ['not a version that looks like a month', 'version: 2024-07', 40, 'version: 2024-07'],
    ['not a month that is none', 'from: 2024-13', 40, 'from: 2024-13'],
    ['not a key', 'key: anhui-2024-08-07', 1, 'key: anhui-2024-08-07'],
    ['not a date that is none', 'from: 2024-02-30', 1, 'from: 2024-02-30'],
    ['not a longer number', 'version: 2024-08-071', 1, 'version: 2024-08-071'],
  ])('moves %s', (_, source, days, expected) => {
    expect(shiftDefinition(source, days)).toBe(expected);
  });

  it('is the same file but for its dates, and comes back', () => {
    const shifted = shiftDefinition(singerSource, 800);
    expect(shifted).not.toBe(singerSource);
    expect(shifted.split('\n')).toHaveLength(singerSource.split('\n').length);
    expect(shiftDefinition(shifted, -800)).toBe(singerSource);
    const vote = (parse(shifted) as {stages: {key: string; from: string}[]}).stages.find(
      ({key}) => key === 'semi-final-vote',
    );
    expect(vote?.from).toBe('2026-10-16');
  });

  it('refuses parts of days', () => {
    expect(() => shiftDefinition('', 0.5)).toThrow(RangeError);
  });

  it.each([
    ['a third of a month', '2022-08-mid', '2024-08-mid'],
    ['a minute', '2022-07-31T23:59', '2024-07-31T23:59'],
    ['the end of a day', '2022-08-20T24:00', '2024-08-20T24:00'],
    ['not a key', 'anhui-2022-05', 'anhui-2022-05'],
    ['not the number of a notice', '〔2022〕16', '〔2022〕16'],
  ])('moves by years as well: %s', (_, written, moved) => {
    expect(shiftDefinition(`until: ${written} # was ${written}`, {years: 2})).toBe(`until: ${moved} # was ${written}`);
  });

  it('moves to the 28th of February where a year has no 29th', () => {
    expect(shiftDefinition('at: 2024-02-29', {years: 1})).toBe('at: 2025-02-28');
  });
});
