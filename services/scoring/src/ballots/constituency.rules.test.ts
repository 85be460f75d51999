import {branchBelow, memberOver} from './constituency.rules.js';

test.each([
  ['ah.', 'ah.hf.', 'ah.hf.'],
  ['ah.', 'ah.hf.x.y.', 'ah.hf.'],
  ['ah.hf.', 'ah.hf.x.y.', 'ah.hf.x.'],
  ['ah.', 'ah.', null],
  ['ah.hf.', 'ah.', null],
  ['ah.hf.', 'ah.hff.x.', null],
  ['ah.', 'js.nj.', null],
])('below %s, %s is of the branch %s', (owner, path, branch) => expect(branchBelow(owner, path)).toBe(branch));

const members = [
  {key: 'north', path: 'ah.bz.'},
  {key: 'north', path: 'ah.bb.'},
  {key: 'steel', path: 'ah.bb.steel.'},
];
test.each([
  ['ah.bz.', 'north'],
  ['ah.bz.school.', 'north'],
  ['ah.bb.steel.', 'steel'],
  ['ah.bb.steel.mill.', 'steel'],
  ['ah.bb.steelworks.', 'north'],
  ['ah.hf.', null],
  ['ah.', null],
])('a voter of %s votes in %s', (path, key) => expect(memberOver(members, path)).toBe(key));
