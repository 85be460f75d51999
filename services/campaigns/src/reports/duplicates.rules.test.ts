import {duplicatesAmong, sameTitle} from './duplicates.rules.js';

describe('titles of one event', () => {
  test.each([
    ['网络安全知识竞赛', '网络安全知识竞赛', true],
    ['网络安全知识竞赛', '“网络安全” 知识竞赛！', true],
    ['网络安全知识竞赛', '网络安全知识竞赛活动', true],
    ['网络安全知识竞赛', '网络文明主题演讲', false],
    ['Quiz Day', 'ＱＵＩＺ　ＤＡＹ', true],
    ['知识竞赛', '知识竞赛第二场', false],
    ['甲', '乙', false],
    ['', '乙', false],
  ])('%s and %s: %s', (one, other, same) => {
    expect(sameTitle(one, other)).toBe(same);
    expect(sameTitle(other, one)).toBe(same);
  });

  test('are looked for within a unit and a day, and each knows of the other', () => {
    const told = (id: string, organisationId: string, heldOn: string, title = '知识竞赛') => ({
      ...{id, organisationId, heldOn, title},
    });
    const found = duplicatesAmong([
      told('a', 'x', '2022-06-01'),
      told('b', 'x', '2022-06-01', '知识 竞赛'),
      told('c', 'x', '2022-06-02'),
      told('d', 'y', '2022-06-01'),
    ]);
    expect([...found]).toEqual([
      ['a', ['b']],
      ['b', ['a']],
    ]);
  });
});
