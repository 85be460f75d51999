import {pastedPeople} from './pasted';

describe('people who are pasted', () => {
  it.each([
    ['甲\ta@example.cn\t2022/6/1', {name: '甲', contact: 'a@example.cn', joinedOn: '2022-06-01'}],
    ['乙', {name: '乙', contact: null, joinedOn: null}],
    ['  丙 2022年6月11日 ', {name: '丙', contact: null, joinedOn: '2022-06-11'}],
    ['Ann Lee, 0551-00000', {name: 'Ann Lee', contact: '0551-00000', joinedOn: null}],
  ])('%j', (line, person) => expect(pastedPeople(`\n${line}\n`)).toEqual([person]));
});
