import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import {type Contest, contest} from '../../testing/contest.js';
import {entryIdsOf, voter} from '../../testing/voting.js';
import type {Change} from '../withholding/withholding.service.js';
import {sha256} from './hashes.js';
import {type ProofDocument, proofProblem, type VoidProof} from './proof.rules.js';
import {isSigned} from './signer.js';
import {verifyReceipt} from './verify-files.js';

const CAST = 'mutation ($input: BallotInput!) {castBallot(input: $input) {receipt}}';
const PROOF = 'query ($receipt: String!) {ledgerProof(receipt: $receipt) {state document voided {reason sealed}}}';
const reason = 'one phone, seven cards';

const harms: [string, (voided: VoidProof) => void][] = [
  ['another reason', (voided) => (voided.reason = 'no reason')],
  ['another case', (voided) => (voided.caseId = '01J00000000000000000000000')],
  ['the line of another ballot', (voided) => (voided.line.text = voided.line.text.replace(/^VOID:\d+/, 'VOID:1'))],
  ['a line that restores', (voided) => (voided.line.text = voided.line.text.replace('VOID', 'RESTORE'))],
  ['another place', (voided) => (voided.line.index = (voided.line.index + 1) % voided.block.ballots)],
  ['a block of ballots', (voided) => (voided.block = {...voided.block, kind: 'BALLOTS'})],
  ['another path', (voided) => (voided.linePath = voided.linePath.map(() => sha256('x')))],
  ['another head', (voided) => (voided.head.statement = voided.head.statement.replace('"number":2', '"number":3'))],
];

describe.each(engines)('the proof of a voided ballot on %s', (engine) => {
  let game: Contest;
  let entries: string[];
  let [phone, honest]: [string, string] = ['', ''];
  const cast = async (id: string, device: string): Promise<string> => {
    const input = {roundId: game.roundId, requestId: `request.of.${id}`, entryIds: entries.slice(0, 2)};
    const caller = {...voter(id), device};
    return (await execute(game.service, {query: CAST, variables: {input}, caller})).expectData().castBallot.receipt;
  };
  const prove = async (receipt: string) => {
    const {ledgerProof} = (await execute(game.service, {query: PROOF, variables: {receipt}})).expectData();
    return {...ledgerProof, document: JSON.parse(ledgerProof.document) as ProofDocument};
  };
  const change = async (work: (i: Change) => Promise<unknown>) => {
    const view = await game.service.slices.rounds.viewById(game.roundId);
    await game.service.database.write(async (manager, after) => {
      await game.service.slices.withholding.begin(manager, view);
      await work({manager, after, view, why: {caller: null, reason, caseId: null}});
    });
  };
  const seal = () => game.service.ledger.sealing.seal();
  const nextHead = async () => {
    await seal();
    game.clock.advance(86_400_000);
    expect(await game.service.ledger.publishing.publishDue()).toEqual([game.roundId]);
  };
  const told = async (text: string, online: boolean): Promise<[boolean, string]> => {
    const said: string[] = [];
    const isSound = await verifyReceipt(text, online ? game.service.database.read : null, (line) => said.push(line));
    return [isSound, said.join('\n')];
  };

  beforeEach(async () => {
    const ballot = {integrity: {hold: ['DEVICE' as const]}};
    game = await (await contest({engine, entries: 3, ballot})).prepare();
    entries = await entryIdsOf(game);
    for (let index = 0; index < 7; index++) phone = await cast(`card.${index}`, 'phone');
    honest = await cast('ann', 'her own');
    await seal();
    await game.service.watching.work();
    await game.service.ledger.publishing.publishDue();
  });
  afterEach(() => game.close());
  const all = {where: '1 = 1', values: []};

  test('it has the line that says so as soon as a head covers that, with the reason, and none once the ballot counts again', async () => {
    const {withholding} = game.service.slices;
    // put aside is not void
    expect(await prove(phone)).toMatchObject({state: 'INCLUDED', voided: null});
    await change((i) => withholding.void({...i, selection: all}));
    expect(await prove(phone)).toMatchObject({voided: {reason, sealed: false}});
    await seal();
    const sealed = await prove(phone);
    expect(sealed.voided).toEqual({reason, sealed: true});
    expect(sealed.document).not.toHaveProperty('voided');
    await nextHead();
    const {document} = await prove(phone);
    expect(proofProblem(document, sha256, isSigned)).toBeNull();
    expect(document.voided).toMatchObject({reason, caseId: null, block: {kind: 'VOIDS', ballots: 7}});
    expect((await prove(honest)).document).not.toHaveProperty('voided');
    await change((i) => withholding.release({...i, selection: all, from: 'VOID'}));
    await nextHead();
    const again = await prove(phone);
    expect([again.voided, again.document.voided]).toEqual([null, undefined]);
    expect((await told(phone, true))[1]).not.toContain('void');
  });

  test('it is checked without the platform, and every part of it that was changed is found', async () => {
    await change((i) => game.service.slices.withholding.void({...i, selection: all}));
    await nextHead();
    const {document} = await prove(phone);
    const text = JSON.stringify(document);
    expect(await told(text, false)).toEqual([
      true,
      expect.stringContaining(`void by the head that follows: ${reason}`),
    ]);
    expect(await told(text, true)).toEqual([true, expect.stringContaining(`head 2 of ${game.roundId}`)]);
    expect(await told(phone, true)).toEqual([true, expect.stringContaining('it is void: block')]);
    expect((await told(honest, true))[1]).not.toContain('void');
    for (const [what, harm] of harms) {
      const changed = structuredClone(document);
      harm(changed.voided!);
      const problem = proofProblem(changed, sha256, isSigned);
      expect([what, problem]).toEqual([what, expect.stringMatching(/^void: /)]);
    }
    // and the void of one ballot says nothing of another
    const other = (await prove(honest)).document;
    expect(proofProblem({...other, voided: document.voided}, sha256, isSigned)).toMatch(/^void: /);
  });
});
