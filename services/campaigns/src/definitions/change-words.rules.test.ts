import {DefinitionFile} from '@concours/schema/definition/definition';
import {inWords} from './change-words.rules.js';
import {changesBetween} from './definition.changes.rules.js';
import {labels} from './definition-labels.rules.js';

const stage = (until: string, more = {}) => ({key: 'intake', name: {zh: '报名', en: 'Registration'}, until, ...more});

describe('a change in words', () => {
  it.each([
    [
      'a date',
      {stages: [stage('2024-07-31')]},
      {stages: [stage('2024-08-05')]},
      '阶段“报名”，结束：由 2024-07-31 改为 2024-08-05',
      'Stage "Registration", end: from 2024-07-31 to 2024-08-05',
    ],
    ['an item more', {stages: []}, {stages: [stage('2024-07-31')]}, '新增阶段“报名”', 'Added: stage "Registration"'],
    ['an item less', {stages: [stage('x')]}, {stages: []}, '删除阶段“报名”', 'Removed: stage "Registration"'],
    [
      'an entry more',
      {stages: [stage('x')]},
      {stages: [stage('x', {tentative: true})]},
      '新增阶段“报名”，暂定：是',
      'Added: stage "Registration", tentative (yes)',
    ],
    [
      'a name',
      {campaign: {title: {zh: '甲', en: 'A'}}},
      {campaign: {title: {zh: '乙', en: 'B'}}},
      // each language is a difference of its own
      '活动，名称，中文：由 甲 改为 乙',
      'Campaign, title, Chinese: from 甲 to 乙',
    ],
    [
      'a row of a unit, by its code',
      {plan: {allocation: {rows: [{unit: 'ah.hefei', quotas: [7, 20]}]}}},
      {plan: {allocation: {rows: [{unit: 'ah.hefei', quotas: [7, 21]}]}}},
      '计划，任务分配，分配行“ah.hefei”，任务数：由 [7,20] 改为 [7,21]',
      'Plan, allocation, row "ah.hefei", quotas: from [7,20] to [7,21]',
    ],
    [
      'an item without a key, by its place',
      {campaign: {hosting: [{role: 'GUIDING', organisations: ['a']}]}},
      {campaign: {hosting: [{role: 'SPONSORING', organisations: ['a']}]}},
      '活动，组织单位第 1 项，身份：由 GUIDING 改为 SPONSORING',
      'Campaign, hosting no. 1, role: from GUIDING to SPONSORING',
    ],
  ])('%s', (_, before, after, zh, en) => {
    const [change] = inWords(changesBetween(before, after), before, after);
    expect(change.text).toEqual({zh, en});
  });

  it('leaves out a value that is too long to be read in a sentence', () => {
    const [before, after] = [{campaign: {theme: 'x'.repeat(80)}}, {campaign: {theme: 'y'.repeat(80)}}];
    expect(inWords(changesBetween(before, after), before, after)[0].text.en).toBe('Campaign, theme changed');
  });

  it('has a name for every entry of the format', () => {
    const names = new Set<string>();
    const walk = (shape: unknown): void => {
      if (typeof shape !== 'object' || shape === null) return;
      const {properties, items, anyOf} = shape as {properties?: object; items?: unknown; anyOf?: unknown[]};
      for (const [name, inner] of Object.entries(properties ?? {})) {
        names.add(name);
        walk(inner);
      }
      for (const inner of [items, ...(anyOf ?? [])]) walk(inner);
    };
    walk(DefinitionFile);
    expect([...names].filter((name) => labels[name] === undefined)).toEqual([]);
  });
});
