import {EnvironmentReader, EnvironmentRefused, readServiceEnvironment} from './environment.js';

const problemsOf = (
  read: (reader: EnvironmentReader) => void,
  source: Record<string, string | undefined> = {},
): readonly string[] => {
  const reader = new EnvironmentReader(source);
  read(reader);
  try {
    reader.finish();
  } catch (error) {
    if (error instanceof EnvironmentRefused) return error.problems;
    throw error;
  }
  return [];
};

describe('the environment', () => {
  it('is read in the types that are asked for', () => {
    const reader = new EnvironmentReader({
      NAME: ' concours ',
      PORT: '8080',
      TLS: 'true',
      DEBUG: '0',
      LEVEL: 'warn',
      EMPTY: '',
    });
    expect(reader.text('NAME')).toBe('concours');
    expect(reader.integer('PORT', {min: 1, max: 65_535})).toBe(8080);
    expect(reader.flag('TLS')).toBe(true);
    expect(reader.flag('DEBUG')).toBe(false);
    expect(reader.oneOf('LEVEL', ['info', 'warn'])).toBe('warn');
    expect(reader.optionalText('EMPTY')).toBeUndefined();
    reader.finish();
  });

  it('falls back where that is allowed, for empty settings too', () => {
    const reader = new EnvironmentReader({NAME: '', PORT: '  '});
    expect(reader.text('NAME', {fallback: 'concours'})).toBe('concours');
    expect(reader.integer('PORT', {fallback: 0})).toBe(0);
    expect(reader.flag('TLS', {fallback: false})).toBe(false);
    expect(reader.oneOf('LEVEL', ['info', 'warn'], {fallback: 'info'})).toBe('info');
    reader.finish();
  });

  it('is refused with all of its problems at once, and none of its values', () => {
    const problems = problemsOf(
      (reader) => {
        reader.text('MISSING');
        reader.text('SECRET', {pattern: /^\w{32}$/});
        reader.integer('PORT', {min: 1, max: 65_535});
        reader.flag('TLS');
        reader.oneOf('LEVEL', ['info', 'warn']);
        reader.problem('A and B exclude each other');
      },
      {SECRET: 'hunter2', PORT: '99999', TLS: 'maybe', LEVEL: 'loud'},
    );
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'MISSING',
      'SECRET',
      'PORT',
      'TLS',
      'LEVEL',
      'A',
    ]);
    expect(problems.join()).not.toMatch(/hunter2|99999|maybe|loud/);
  });

  it.each(['', '1.5', '1e3', '0x10', '８０', '12a', 'NaN', '9007199254740993'])(
    'takes %j for no whole number',
    (PORT) => {
      expect(problemsOf((reader) => reader.integer('PORT'), {PORT})).toHaveLength(1);
    },
  );
});

describe('the environment of a service that is a process of its own', () => {
  const own = {
    port: 4009,
    readSettings: (read: EnvironmentReader) => ({delayMs: read.integer('DELAY', {fallback: 3})}),
  };
  const right = {DATABASE_URL: 'sqlite:x.db', REDIS_URL: 'redis://localhost', CONCOURS_KEYS: `k1:${'s'.repeat(32)}`};

  it('has its usual port, every interface and what this service alone is told', () => {
    expect(readServiceEnvironment(own, right)).toMatchObject({
      host: '0.0.0.0',
      port: 4009,
      logLevel: 'info',
      keys: [{id: 'k1'}],
      settings: {delayMs: 3},
    });
  });

  it('is refused with everything that is missing, Redis and its own included', () => {
    expect(() => readServiceEnvironment(own, {PORT: 'x', DELAY: 'y'})).toThrow(
      /PORT[^]*DATABASE_URL[^]*REDIS_URL[^]*CONCOURS_KEYS[^]*DELAY/,
    );
  });

  it.each(['postgres://x', 'x.db', 'http://db'])('takes %s for no database', (DATABASE_URL) => {
    expect(() => readServiceEnvironment(own, {...right, DATABASE_URL})).toThrow(/DATABASE_URL/);
  });
});
