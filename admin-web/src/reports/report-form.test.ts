import {emptyForm, formOf, inputOf, problemsOf, wholeNumber, type ReportForm} from './report-form';

const good: ReportForm = {
  ...emptyForm,
  organisationId: 'o1',
  title: '走进车间',
  heldOn: '2022-06-01',
  form: 'visit',
  place: '一号车间',
  content: '讲解',
  participants: '40',
  workersReached: '１２０',
  publicists: '3',
  audience: '800',
};
const problems = (change: Partial<ReportForm>) => problemsOf({...good, ...change}, '2022-06-01');

test('a filled-in report has no problem, and full-width figures count as figures', () => {
  expect(problems({})).toEqual({});
  expect(inputOf(good)).toMatchObject({workersReached: 120, enterprise: null, links: []});
});

test.each<[string, Partial<ReportForm>, object]>([
  ['an empty title', {title: '  '}, {title: {key: 'required'}}],
  ['a title of 121 characters', {title: '字'.repeat(121)}, {title: {key: 'tooLong', most: 120}}],
  ['a negative number', {participants: '-1'}, {participants: {key: 'notNumber', most: 1_000_000}}],
  ['an exponent', {audience: '1e5'}, {audience: {key: 'notNumber', most: 100_000_000}}],
  ['one publicist too many', {publicists: '100001'}, {publicists: {key: 'notNumber', most: 100_000}}],
  ['a day after today', {heldOn: '2022-06-02'}, {heldOn: {key: 'notDay'}}],
  ['a link of another scheme', {links: 'javascript:alert(1)'}, {links: {key: 'notLink'}}],
  [
    'eleven links',
    {links: Array.from({length: 11}, (_, i) => `https://example.org/${i}`).join('\n')},
    {links: {key: 'notLink'}},
  ],
  ['no unit', {organisationId: ''}, {organisationId: {key: 'required'}}],
])('%s is named', (_, change, expected) => {
  expect(problems(change)).toEqual(expected);
});

test.each([
  ['12', 12],
  [' 7 ', 7],
  ['0', 0],
  ['', null],
  ['1.5', null],
  ['1,000', null],
  ['9999999999', null],
])('%j reads as %p', (text, value) => {
  expect(wholeNumber(text)).toBe(value);
});

test('what was stored comes back into the form as it is sent again', () => {
  const links = ['https://example.org/a', 'https://example.org/b'];
  const more = {links, enterprise: '某厂', topics: ['security'], channels: ['live', 'video'], confirmed: ['safety']};
  const input = {...inputOf(good), ...more};
  const {organisationId, form, topics, channels, ...rest} = input;
  const keyed = (keys: readonly string[]) => keys.map((key) => ({key}));
  const stored = {...rest, topics: keyed(topics), channels: keyed(channels), form: {key: form}};
  expect(inputOf(formOf({...stored, organisation: {id: organisationId}}))).toEqual(input);
});
