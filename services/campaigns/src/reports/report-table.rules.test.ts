import {columnOf, dayOf, fieldsOfRow, headingsOf, type TableKey} from './report-table.rules.js';

describe('the statistics table', () => {
  test.each([
    ['2022-6-1', '2022-06-01'],
    ['2022/06/01', '2022-06-01'],
    ['2022.6.1', '2022-06-01'],
    ['２０２２年６月１日', '2022-06-01'],
    ['44713', '2022-06-01'],
    ['六月一日', '六月一日'],
    ['2022-02-30', '2022-02-30'],
  ])('takes the day %s for %s', (typed, day) => expect(dayOf(typed)).toBe(day));

  test('is known by its headings, in any order and with what people add to them', () => {
    const found = headingsOf(['序号', '举办单位', ' 活动 名称＊', '活动日期（必填）', '日期：', 'FORM']);
    expect([...found!]).toEqual([
      ['unit', 1],
      ['title', 2],
      ['heldOn', 4],
      ['form', 5],
    ]);
    expect(headingsOf(['单位', '活动名称'])).toBeNull();
  });

  test('has its faults told by the heading of their column', () => {
    expect(columnOf('heldOn')).toEqual({zh: '活动日期', en: 'Day'});
    expect(columnOf('confirmed')).toEqual({zh: 'confirmed', en: 'confirmed'});
  });

  test('has its rows read as people type them', () => {
    const row: Partial<Record<TableKey, string>> = {
      ...{title: ' 知识竞赛 ', heldOn: '2022年6月1日', form: '知识竞赛', participants: '1,200 人', workersReached: ''},
      ...{publicists: '３名', audience: 'many', topics: '网络安全、跳舞', links: 'https://a.example https://b.example'},
    };
    const named = (key: string, name: string) => ({key, names: [name]});
    const choices = {forms: [named('quiz', '知识竞赛')], topics: [named('security', '网络安全')], channels: []};
    expect(fieldsOfRow((key) => row[key] ?? '', choices)).toMatchObject({
      ...{title: '知识竞赛', heldOn: '2022-06-01', form: 'quiz', participants: 1200, workersReached: 0, publicists: 3},
      ...{audience: NaN, topics: ['security', '跳舞'], links: ['https://a.example', 'https://b.example']},
    });
  });
});
