import {type Kept, keepScore, keptScores} from './kept-scores';

/** A browser's store, in memory. */
function store(): Storage {
  const all = new Map<string, string>();
  return {
    getItem: (key) => all.get(key) ?? null,
    setItem: (key, value) => void all.set(key, value),
    removeItem: (key) => void all.delete(key),
    clear: () => all.clear(),
    key: (n) => [...all.keys()][n] ?? null,
    get length() {
      return all.size;
    },
  };
}
const kept: Kept = {points: {voice: '30'}, abstained: false, conflict: true, version: 2};

test('what is kept comes back, by judge and round', () => {
  const place = store();
  keepScore('anna', 'r1', 'e1', kept, place);
  keepScore('anna', 'r1', 'e2', {...kept, version: 0}, place);
  expect([...keptScores('anna', 'r1', place)]).toEqual([
    ['e1', kept],
    ['e2', {...kept, version: 0}],
  ]);
  expect(keptScores('ben', 'r1', place).size).toBe(0);
  expect(keptScores('anna', 'r2', place).size).toBe(0);
});

test('once saved, nothing is left on the device', () => {
  const place = store();
  keepScore('anna', 'r1', 'e1', kept, place);
  keepScore('anna', 'r1', 'e1', null, place);
  expect(place.length).toBe(0);
});

test.each(['not json', '[]', '{"e1": 3}', '{"e1": {"points": [], "version": "2"}}', 'null'])(
  'a store that holds %s is passed over',
  (text) => {
    const place = store();
    place.setItem('concours.scores.anna.r1', text);
    expect(keptScores('anna', 'r1', place).size).toBe(0);
  },
);
