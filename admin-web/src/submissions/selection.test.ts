import {afterBulk, allows, refreshed, toggled, type Selectable} from './selection';

const work = (id: string, state: string, can: Partial<Selectable['can']> = {}): Selectable => ({
  id,
  number: `song-${id}`,
  title: id,
  state,
  can: {recommend: false, screen: false, ...can},
});
const handedIn = work('1', 'HANDED_IN', {recommend: true});
const recommended = work('2', 'RECOMMENDED', {screen: true});
const chosen = work('3', 'SHORTLISTED', {screen: true});
const draft = work('4', 'DRAFT');

test.each([
  ['recommend', [true, false, false, false]],
  ['screenIn', [false, true, false, false]],
  ['screenOut', [false, false, true, false]],
] as const)('%s is for works whose state and permission allow it', (act, expected) => {
  expect([handedIn, recommended, chosen, draft].map((w) => allows(act, w))).toEqual(expected);
});

test('what nothing can be done to is not selected; the selection outlives the page', () => {
  const first = toggled(new Map(), [handedIn, draft], true);
  expect([...first.keys()]).toEqual(['1']);
  expect([...toggled(first, [recommended], true).keys()]).toEqual(['1', '2']);
  expect([...toggled(first, [handedIn], false).keys()]).toEqual([]);
});

test('a list that was read again corrects what the selection knows', () => {
  const now = refreshed(new Map([['1', handedIn]]), [work('1', 'RECOMMENDED', {screen: true})]);
  expect(now.get('1')?.state).toBe('RECOMMENDED');
});

test('a bulk act reports each refused row and leaves it selected', () => {
  const {report, left} = afterBulk([handedIn, recommended], {
    done: 1,
    refused: [{id: '2', code: 'RECOMMENDATION_CAP_REACHED', message: '名额已满'}],
  });
  expect(report).toEqual({
    done: 1,
    refused: [{work: recommended, code: 'RECOMMENDATION_CAP_REACHED', message: '名额已满'}],
  });
  expect([...left.keys()]).toEqual(['2']);
});
