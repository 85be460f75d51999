import {guarded, unguarded} from './formula-guard.rules.js';

test.each(['=cmd()', '+86', '-1', '@sum', "'=x", "''=x", '\t=x', '安徽', "it's", '', "'"])(
  '%j comes back from behind its guard as it was',
  (text) => {
    expect(unguarded(guarded(text))).toBe(text);
    expect(guarded(text)).not.toMatch(/^[=+\-@\t\r]/);
  },
);
