import {createHash} from 'node:crypto';
import proofs from './proofs.fixture.json';
import {leadsToHead, openingOf} from './recompute';

const hash = (text: string): Promise<string> => Promise.resolve(createHash('sha256').update(text).digest('hex'));
const receiptOf = (opening: string): string => `CB1.${Buffer.from(opening).toString('base64url')}`;

/** The service holds the same proofs to be good: what it makes and what a browser takes for good are one. */
test.each(proofs)('the browser finds the way from the ballot to the head, and none for any other', async (proof) => {
  const receipt = receiptOf(proof.ballot);
  const {ballot, block, blockPath, head} = proof;
  expect(openingOf(receipt)).toBe(ballot);
  expect(await leadsToHead(proof, receipt, hash)).toBe(true);
  expect(await leadsToHead(proof, receiptOf(ballot.replace('"e"', '"f"')), hash)).toBe(false);
  const changed = ballot.replace('"e"', '"f"');
  expect(await leadsToHead({...proof, ballot: changed}, receiptOf(changed), hash)).toBe(false);
  expect(await leadsToHead({...proof, block: {...block, marks: 6}}, receipt, hash)).toBe(false);
  expect(await leadsToHead({...proof, blockPath: blockPath.slice(1)}, receipt, hash)).toBe(false);
  const body = head.body.replace('"ballots":55', '"ballots":54');
  expect(await leadsToHead({...proof, head: {...head, body}}, receipt, hash)).toBe(false);
});

test('of a voided ballot the browser finds the way of the line that says so, and takes no other for it', async () => {
  const [proof] = proofs.filter(({voided}) => voided !== undefined);
  const {voided, ballot} = proof!;
  const held = (change: object) => leadsToHead({...proof!, voided: {...voided!, ...change}}, receiptOf(ballot), hash);
  expect(await held({})).toBe(true);
  expect(await held({reason: '没有理由'})).toBe(false);
  expect(await held({caseId: null})).toBe(false);
  expect(await held({line: {...voided!.line, index: 0}})).toBe(false);
  expect(await held({line: {...voided!.line, text: voided!.line.text.replace('VOID', 'RESTORE')}})).toBe(false);
  expect(await held({block: {...voided!.block, kind: 'BALLOTS'}})).toBe(false);
  expect(await held({head: {...voided!.head, body: voided!.head.body.replace('"blocks":12', '"blocks":11')}})).toBe(
    false,
  );
  // the line of another ballot
  const other = proofs[1]!;
  expect(await leadsToHead({...other, voided: voided!}, receiptOf(other.ballot), hash)).toBe(false);
});
