import {dueHead, type HeadFacts} from './head.rules.js';

const facts: HeadFacts = {
  today: 20240809,
  yesterday: 20240808,
  opens: 20240807,
  closes: 20240816,
  closed: false,
  last: null,
  grown: true,
};
const daily = {day: 20240808, closing: false};
const final = {day: 20240816, closing: true};
const closed = {closed: true, today: 20240817, yesterday: 20240816};

test.each<[string, Partial<HeadFacts>, ReturnType<typeof dueHead>]>([
  ['a day is over', {}, daily],
  ['a day is over on which nothing came in', {grown: false, last: {day: 20240807, closing: false}}, daily],
  ['days have passed while the platform stood still', {last: {day: 20240805, closing: false}}, daily],
  ['the day has its head', {last: {...daily}}, null],
  ['the first day is not over yet', {today: 20240807, yesterday: 20240806}, null],
  ['the vote has not begun', {opens: 20240901, grown: false}, null],
  ['the date is not settled and nobody has voted', {opens: null, closes: null, grown: false}, null],
  ['the date is no longer settled, but there are votes', {opens: null, closes: null}, daily],
  ['the vote is over', {...closed, last: {day: 20240815, closing: false}}, final],
  ['the vote is over and nobody has voted', {...closed, grown: false}, final],
  ['the vote is over and has its head', {...closed, grown: false, last: final}, null],
  ['the vote ended in the middle of a day', {closed: true, closes: 20240809}, {day: 20240809, closing: true}],
  ['something came after the last head, today', {...closed, last: final}, null],
  [
    'something came after the last head, on a day that is over',
    {...closed, today: 20240820, yesterday: 20240819, last: final},
    {day: 20240819, closing: true},
  ],
  ['the vote goes on after all', {last: {day: 20240807, closing: true}}, daily],
])('when %s', (_, change, expected) => {
  expect(dueHead({...facts, ...change})).toEqual(expected);
});
