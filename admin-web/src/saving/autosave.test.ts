import {Autosave, TYPING_MS, type Saved, type SaveState} from './autosave';

type Outcome = 'ok' | 'conflict' | 'refused' | 'failed';

/** A place that saves texts, answering as it is told to. */
function scene(outcomes: Outcome[] = [], start: Saved | null = {id: 'r1', version: 1}) {
  const saves: [string, number | null][] = [];
  const states: SaveState[] = [];
  let kept: string | null = null;
  const autosave = new Autosave<string>(
    {
      save: async (value, at) => {
        saves.push([value, at?.version ?? null]);
        const outcome = outcomes.shift() ?? 'ok';
        if (outcome !== 'ok') throw new Error(outcome);
        return {id: at?.id ?? 'r1', version: (at?.version ?? 0) + 1};
      },
      complete: (value) => value.length > 0,
      classify: (error) => (error as Error).message as 'conflict' | 'refused' | 'failed',
      keep: (value) => (kept = value),
      changed: (state) => states.push(state),
    },
    start,
  );
  return {autosave, saves, states, kept: () => kept};
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('typing is saved once, within a second of the last letter', async () => {
  const {autosave, saves, states, kept} = scene();
  for (const text of ['a', 'ab', 'abc']) {
    autosave.change(text);
    await jest.advanceTimersByTimeAsync(200);
  }
  expect(saves).toEqual([]);
  expect(kept()).toBe('abc');
  await jest.advanceTimersByTimeAsync(TYPING_MS);
  expect(TYPING_MS).toBeLessThan(1000);
  expect([saves, states.at(-1), kept()]).toEqual([[['abc', 1]], 'saved', null]);
});

test('each save builds on the version the one before made; a new report is drafted first', async () => {
  const {autosave, saves} = scene([], null);
  autosave.change('a');
  await autosave.flush();
  autosave.change('b');
  await autosave.flush();
  expect(saves).toEqual([
    ['a', null],
    ['b', 1],
  ]);
});

test('what is not complete yet stays on the device', async () => {
  const {autosave, saves, states} = scene();
  autosave.change('');
  await jest.advanceTimersByTimeAsync(5_000);
  expect([saves, states]).toEqual([[], ['local']]);
});

test('a conflict holds everything back until somebody decides', async () => {
  const {autosave, saves, states, kept} = scene(['conflict']);
  autosave.change('mine');
  await autosave.flush();
  autosave.change('mine, longer');
  await jest.advanceTimersByTimeAsync(60_000);
  expect([saves.length, states.at(-1), kept()]).toEqual([1, 'conflict', 'mine, longer']);
  await autosave.overwrite(9);
  expect([saves.at(-1), states.at(-1)]).toEqual([['mine, longer', 9], 'saved']);
});

test('after a conflict, taking the other version forgets what was here', async () => {
  const {autosave, saves, kept} = scene(['conflict']);
  autosave.change('mine');
  await autosave.flush();
  autosave.drop(5);
  expect([kept(), autosave.at]).toEqual([null, {id: 'r1', version: 5}]);
  autosave.change('anew');
  await autosave.flush();
  expect(saves.at(-1)).toEqual(['anew', 5]);
});

test('a platform that is away is tried again by itself, and nothing is lost meanwhile', async () => {
  const {autosave, states, kept} = scene(['failed', 'failed']);
  autosave.change('text');
  await jest.advanceTimersByTimeAsync(TYPING_MS);
  expect([states.at(-1), kept()]).toEqual(['failed', 'text']);
  await jest.advanceTimersByTimeAsync(10_000);
  expect([states.at(-1), kept()]).toEqual(['saved', null]);
});

test('a refusal is not repeated until something changes', async () => {
  const {autosave, saves, states} = scene(['refused']);
  autosave.change('bad');
  await jest.advanceTimersByTimeAsync(60_000);
  expect([saves.length, states.at(-1)]).toEqual([1, 'refused']);
  autosave.change('good');
  await jest.advanceTimersByTimeAsync(TYPING_MS);
  expect(states.at(-1)).toBe('saved');
});
