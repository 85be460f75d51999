import {readEnvironment} from './environment.js';

const urls = Object.fromEntries(
  ['ORGANISATIONS', 'CAMPAIGNS', 'SUBMISSIONS', 'SCORING'].map((name) => [`${name}_URL`, 'http://localhost:1']),
);
const whole = {...urls, CONCOURS_KEYS: `k1:${'s'.repeat(32)}`, SUPERGRAPH: __filename};

describe('the gateway’s environment', () => {
  it('is read with what a deployment rarely sets filled in', () => {
    const {settings} = readEnvironment({...whole, PUBLIC_URL: 'https://concours.example'});
    expect(settings).toMatchObject({port: 4000, cookieSecure: true, development: false, keys: [{id: 'k1'}]});
    expect(readEnvironment(whole).settings.cookieSecure).toBe(false);
  });

  it('is refused with everything that is wrong with it, and without its secrets', () => {
    const wrong = {
      ...whole,
      CONCOURS_KEYS: 'k1:short',
      PORT: 'x',
      SCORING_URL: 'ftp://x',
      SUPERGRAPH: '/nowhere',
      PUBLIC_URL: 'here',
    };
    expect(() => readEnvironment(wrong)).toThrow(/PORT.*SCORING_URL.*CONCOURS_KEYS.*PUBLIC_URL.*SUPERGRAPH/s);
    expect(() => readEnvironment(wrong)).not.toThrow(/k1:short/);
  });
});
