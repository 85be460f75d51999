import {folded} from './points';

const point = (id: string, ...stageKeys: string[]) => ({id, stageKeys, trackKeys: []});
const ids = (points: ReturnType<typeof point>[]) => folded(points).map(({first, more}) => [first.id, more.length]);

describe('points that repeat', () => {
  it('are one with the others behind it, where the first stood', () => {
    const weights = ['song', 'poster', 'dance'].map((key) => point(`WEIGHT_UNSET:${key}`, 'vote', 'review'));
    expect(ids([point('ANNEX_PENDING:hosts', 'vote'), ...weights, point('DATES_DISAGREE:a')])).toEqual([
      ['ANNEX_PENDING:hosts', 0],
      ['WEIGHT_UNSET:song', 2],
      ['DATES_DISAGREE:a', 0],
    ]);
  });

  it('stay apart where they are two, or hold different things', () => {
    const two = [point('DATE_UNRESOLVED:from', 'vote'), point('DATE_UNRESOLVED:until', 'vote')];
    expect(ids([...two, point('DATE_UNRESOLVED:other', 'review')]).map(([, more]) => more)).toEqual([0, 0, 0]);
  });
});
