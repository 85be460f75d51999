import {charactersOf, fieldProblem, fileProblem, rulesOf, type AssetRule} from './track-rules';

const video: AssetRule = {
  key: 'video',
  name: {zh: '视频', en: 'Video'},
  role: 'VIDEO',
  required: true,
  types: ['mp4', 'mov'],
  size: {most: 31_457_280},
};
const photo: AssetRule = {...video, role: 'IMAGE', types: ['jpg', 'png'], size: {below: 50_000_000}};

test.each([
  ['', 0],
  ['两 百\n字', 3],
  ['𠮷野家', 3],
  [' a b ', 2],
])('%j counts as %i characters: code points, without spaces', (text, count) => {
  expect(charactersOf(text)).toBe(count);
});

test.each([
  [{required: true}, '  ', 'missing'],
  [{required: false}, '', null],
  [{required: true, maxCharacters: 3}, '一 二 三', null],
  [{required: true, maxCharacters: 3}, '一二三四', 'tooLong'],
] as const)('a field with %j holding %j has the problem %j', (rule, value, problem) => {
  expect(fieldProblem({key: 'f', name: 'F', ...rule}, value)).toBe(problem);
});

test.each([
  [video, 'a.mp4', 31_457_280, null],
  [video, 'a.MP4', 31_457_281, 'size'],
  [video, 'a.avi', 10, 'type'],
  [video, 'a.mp4', 0, 'empty'],
  [photo, 'a.jpeg', 49_999_999, null],
  [photo, 'a.jpg', 50_000_000, 'size'],
] as const)(
  'before it is sent, a file under %o named %s of %i bytes has the problem %j',
  (rule, name, size, problem) => {
    expect(fileProblem(rule, {name, size})).toBe(problem);
  },
);

test.each([null, [], 'x', {}])('rules that say nothing (%j) ask for nothing', (json) => {
  expect(rulesOf(json)).toEqual({fields: [], assets: [], recommends: false, screens: false, soloOnly: false});
});
