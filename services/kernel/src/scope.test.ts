import {accountWith, grantOf} from '../testing/callers.js';
import {anonymous, systemCaller} from './identity.js';
import {covers, demand, demandPerson, isSignedIn, may, scopesOf, subtree} from './scope.js';

describe('a subtree', () => {
  const paths = ['a.', 'a.b.', 'a.b.c.', 'a.b.c.d.', 'a.b.cc.', 'a.b.d.', 'a.bb.', 'a.b-.', 'a.b0.', 'b.', 'A.b.c.'];

  it.each(paths)('of %s is the same as a range and by covers()', (root) => {
    const {from, to} = subtree(root);
    const byRange = paths.filter((path) => path >= from && path < to);
    expect(byRange).toEqual(paths.filter((path) => covers(root, path)));
    expect(byRange).toContain(root);
  });

  it.each(['', '.', 'a', 'a.b'])('has no root %j', (root) => {
    expect(covers(root, 'a.b.c.')).toBe(false);
  });

  it.each(['', 'a', 'a.b'])('cannot be made of %j', (root) => {
    expect(() => subtree(root)).toThrow(RangeError);
  });
});

describe('a grant', () => {
  const roles = ['editor', 'owner'];

  it.each([
    // what is granted, what is needed, whether it reaches
    {grant: grantOf('editor', 'a.b.'), need: {path: 'a.b.'}, may: true, why: 'its own place'},
    {grant: grantOf('owner', 'a.b.'), need: {path: 'a.b.c.d.'}, may: true, why: 'anything below'},
    {grant: grantOf('editor', 'a.b.'), need: {path: 'a.'}, may: false, why: 'nothing above'},
    {grant: grantOf('editor', 'a.b.'), need: {path: 'a.c.'}, may: false, why: 'no sibling'},
    {grant: grantOf('editor', 'a.b.'), need: {path: 'a.bb.'}, may: false, why: 'no namesake'},
    {grant: grantOf('reader', 'a.b.'), need: {path: 'a.b.'}, may: false, why: 'nothing in another role'},
    {grant: grantOf('editor', ''), need: {path: 'a.b.'}, may: false, why: 'nothing from nowhere'},
    {grant: grantOf('editor', 'a.'), need: {path: 'a.', within: 'c'}, may: true, why: 'every scope'},
    {grant: grantOf('editor', 'a.', 'c'), need: {path: 'a.', within: 'c'}, may: true, why: 'its scope'},
    {grant: grantOf('editor', 'a.', 'c'), need: {path: 'a.', within: 'c/t'}, may: true, why: 'a scope in its scope'},
    {grant: grantOf('editor', 'a.', 'c/t'), need: {path: 'a.', within: 'c'}, may: false, why: 'no wider scope'},
    {
      grant: grantOf('editor', 'a.', 'c'),
      need: {path: 'a.', within: 'cc'},
      may: false,
      why: 'no namesake of its scope',
    },
    {grant: grantOf('editor', 'a.', 'c'), need: {path: 'a.'}, may: false, why: 'nothing without a scope'},
  ])('reaches $why', ({grant, need, may: expected}) => {
    expect(may(accountWith(grant), {roles, ...need})).toBe(expected);
  });

  it('is needed by everybody but the system', () => {
    const need = {roles, path: 'a.', within: 'c'};
    expect(may(systemCaller(), need)).toBe(true);
    expect(() => demand(systemCaller(), need)).not.toThrow();
    expect(() => demand(accountWith(), need)).toThrow(expect.objectContaining({code: 'NOT_PERMITTED'}));
    expect(() => demand(anonymous('r'), need)).toThrow(expect.objectContaining({code: 'NOT_SIGNED_IN'}));
  });

  it('gives the scopes for row scoping, by role', () => {
    const caller = accountWith(
      grantOf('editor', 'a.b.'),
      grantOf('reader', 'a.'),
      grantOf('owner', 'c.', 'x/y'),
      grantOf('editor', ''),
    );
    expect(scopesOf(caller, roles)).toEqual([{path: 'a.b.'}, {path: 'c.', within: 'x/y'}]);
  });
});

it.each([
  {kind: 'account', signedIn: true, refusal: null},
  {kind: 'system', signedIn: true, refusal: null},
  {kind: 'key', signedIn: true, refusal: 'PERSON_NEEDED'},
  {kind: 'display', signedIn: false, refusal: 'NOT_PERMITTED'},
  {kind: 'voter', signedIn: false, refusal: 'NOT_PERMITTED'},
  {kind: 'anonymous', signedIn: false, refusal: 'NOT_SIGNED_IN'},
] as const)('a $kind counts as signed in: $signedIn; hands out access: $refusal', ({kind, signedIn, refusal}) => {
  const caller = {...accountWith(), kind};
  expect(isSignedIn(caller)).toBe(signedIn);
  if (refusal === null) expect(() => demandPerson(caller)).not.toThrow();
  else expect(() => demandPerson(caller)).toThrow(expect.objectContaining({code: refusal}));
});
