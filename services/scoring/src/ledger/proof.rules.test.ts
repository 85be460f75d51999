import {readFileSync} from 'node:fs';
import path from 'node:path';
import {sha256} from './hashes.js';
import {type ProofDocument, proofProblem} from './proof.rules.js';
import {isSigned} from './signer.js';

const file = path.resolve(__dirname, '../../../../admin-web/src/ledger/proofs.fixture.json');
const proofs = JSON.parse(readFileSync(file, 'utf8')) as ProofDocument[];

test.each(proofs)('the proofs by which the page in the browser is tested are good, and stay so', (proof) => {
  expect(proofProblem(proof, sha256, isSigned)).toBeNull();
});
