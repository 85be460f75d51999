import {readEnvironment} from './environment.js';

const right = {DATABASE_URL: 'sqlite:x.db', REDIS_URL: 'redis://localhost', CONCOURS_KEYS: `k1:${'s'.repeat(32)}`};

describe('the environment of a process of its own', () => {
  it('has a port and a delay of its own', () => {
    expect(readEnvironment(right)).toMatchObject({port: 4002, closeDelayMs: 3_000, keys: [{id: 'k1'}]});
  });

  it('is refused with everything that is missing, Redis included', () => {
    expect(() => readEnvironment({PORT: 'x'})).toThrow(/PORT[\s\S]*DATABASE_URL[\s\S]*REDIS_URL[\s\S]*CONCOURS_KEYS/);
  });
});
