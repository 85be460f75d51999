import {isFromOwnUnit} from './recusal.rules.js';

test.each([
  ['the own unit', 'ah.hf.', 'ah.hf.', true],
  ['a unit below the own one', 'ah.hf.', 'ah.hf.fd.', true],
  ['another unit', 'ah.hf.', 'ah.bz.', false],
  ['the unit above the own one', 'ah.hf.fd.', 'ah.hf.', false],
  ['a unit whose path begins alike', 'ah.hf.', 'ah.hfx.', false],
  ['a judge of the owner: everything would be the own', 'ah.', 'ah.hf.', false],
  ['a judge from above the owner', '', 'ah.hf.', false],
  ['a work of the owner itself', 'ah.', 'ah.', false],
])('%s', (_, judgePath, workPath, own) => {
  expect(isFromOwnUnit({judgePath, workPath, ownerPath: 'ah.'})).toBe(own);
});
