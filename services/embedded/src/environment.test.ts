import {readAuditDatabases, readEnvironment} from './environment.js';

const NOW = Date.parse('2024-05-01T00:00:00Z');

test('without any setting it is the demo on port 4000', () => {
  const environment = readEnvironment({}, NOW);
  expect(environment).toMatchObject({port: 4000, demo: true, clockOffsetMs: 0, logLevel: 'warn', publicUrl: undefined});
  expect(environment.dataDir).toMatch(/data$/);
});

test.each([
  ['+3d', 3 * 86_400_000],
  ['-2h', -2 * 3_600_000],
  ['2024-05-01T09:00:00+08:00', 3_600_000],
  ['2024-04-30T00:00:00Z', -86_400_000],
])('CONCOURS_CLOCK=%s stands %d ms from now', (text, offset) => {
  expect(readEnvironment({CONCOURS_CLOCK: text}, NOW).clockOffsetMs).toBe(offset);
});

test('all that is wrong is said at once', () => {
  const source = {PORT: '70000', DEMO: 'maybe', CONCOURS_CLOCK: '2024-05-01', PUBLIC_URL: 'ftp://x', LOG_LEVEL: 'loud'};
  const problems = expect.arrayContaining(Object.keys(source).map((name) => expect.stringContaining(name)));
  expect(() => readEnvironment(source, NOW)).toThrow(expect.objectContaining({problems}));
});

test('the audit trail is verified in the data folder, or in the databases that are named', () => {
  expect(readAuditDatabases({DATA_DIR: '/x'}).scoring).toBe('sqlite:/x/scoring.sqlite');
  const names = ['organisations', 'campaigns', 'submissions', 'scoring'];
  const given = names.map((name) => `${name}=mysql://u:a=b@h/${name}`);
  expect(readAuditDatabases({DATABASE_URLS: given.join(' ')})).toEqual(
    Object.fromEntries(names.map((name) => [name, `mysql://u:a=b@h/${name}`])),
  );
  expect(() => readAuditDatabases({DATABASE_URLS: given.slice(1).join(' ')})).toThrow('must name organisations');
  expect(() => readAuditDatabases({DATABASE_URLS: 'scoring'})).toThrow('must look like');
});
