import {awardState, bundleName, latestFirst, recipientsInOrder, rowsInOrder, verifyCommand} from './result-list';

const row = (rank: number, number: string) => ({rank, entry: {number}});
const rows = [row(1, '010'), row(2, '2'), row(2, '001')];

test('entries stand best first where their ranking is shown, else by number', () => {
  expect(rowsInOrder(rows, true).map(({entry}) => entry.number)).toEqual(['010', '2', '001']);
  expect(rowsInOrder(rows, false).map(({entry}) => entry.number)).toEqual(['001', '2', '010']);
});

const unit = (code: string) => ({entry: null, organisation: {code}});
const work = (number: string) => ({entry: {number}, organisation: {code: 'ah'}});

test('units are never ranked: they stand by code, whatever the policies and the order they came in', () => {
  const units = [unit('ah.wuhu'), unit('ah.bengbu'), unit('ah.c10'), unit('ah.c9')];
  for (const shown of [true, false])
    expect(recipientsInOrder(units, {toUnits: true}, shown).map(({organisation}) => organisation.code)).toEqual([
      'ah.bengbu',
      'ah.c9',
      'ah.c10',
      'ah.wuhu',
    ]);
});

test('works that get an award keep the order of the standing only where it is shown', () => {
  const works = [work('022'), work('012')];
  const numbers = (shown: boolean) => recipientsInOrder(works, {toUnits: false}, shown).map(({entry}) => entry?.number);
  expect([numbers(true), numbers(false)]).toEqual([
    ['022', '012'],
    ['012', '022'],
  ]);
});

test.each([
  ['none', {provisional: true, tied: false, recipients: []}],
  ['provisional', {provisional: true, tied: false, recipients: [1]}],
  ['given', {provisional: false, tied: false, recipients: [1]}],
  ['tied', {provisional: true, tied: true, recipients: []}],
] as const)('an award is %s', (state, award) => expect(awardState(award)).toBe(state));

test('the latest result comes first; a round without one is left out', () => {
  const rounds = [
    {key: 'semi', result: {frozenAt: '2024-08-17T00:00:00Z'}},
    {key: 'final', result: {frozenAt: '2024-09-17T00:00:00Z'}},
    {key: 'other', result: null},
  ];
  expect(latestFirst(rounds).map(({key}) => key)).toEqual(['final', 'semi']);
});

test('the command checks the very file that was taken home', () => {
  const file = bundleName('anhui-singer-2024', 'final');
  expect(verifyCommand(file, 'ab12')).toBe('npm run verify -- anhui-singer-2024-final-bundle.json ab12');
});
