import {setImmediate as turn} from 'node:timers/promises';
import {openDatabase} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {type Answer, execute} from '@concours/kernel/testing/execute';
import {accountWith, grantOf} from '@concours/kernel/testing/callers';
import {engines} from '@concours/kernel/testing/scratch-database';
import {closesAt, type Contest, contest, type ContestOptions, silent} from '../../testing/contest.js';
import {castIn, entryIdsOf, numberOfVoter, voter} from '../../testing/voting.js';
import {entities, migrations} from '../data-source.js';
import {Round} from '../rounds/round.js';
import {sha256} from './hashes.js';
import {LedgerSealing} from './ledger-sealing.service.js';
import {LedgerSecrets} from './ledger-secrets.js';
import {LedgerBlock, LedgerChain, LedgerLease} from './ledger-tables.js';
import {type ProofDocument, proofProblem} from './proof.rules.js';
import {readReceipt} from './receipt.js';
import {isSigned} from './signer.js';
import {verifyLedger} from './verify-ledger.js';

const CAST = `mutation ($input: BallotInput!) {castBallot(input: $input) {receipt replayed}}`;
const PROOF = `query ($receipt: String!) {ledgerProof(receipt: $receipt) {state document head {number day}}}`;
const HEADS = `query ($id: ID!, $first: Int! = 50, $after: String) {round(id: $id) {ledgerHeads(first: $first, after: $after) {
  totalCount pageInfo {endCursor hasNextPage}
  nodes {number day at closing statement hash publicKey signature ballots marks body writers {writer blocks ballots marks hash root}}}}}`;

const harms: [string, (proof: ProofDocument) => void][] = [
  ['another choice', (proof) => (proof.ballot = proof.ballot.replace(/"01[0-9A-Z]{24}",1/, `"${'0'.repeat(26)}",1`))],
  ['another place', (proof) => (proof.line = {...proof.line, seq: proof.line.seq + 1})],
  ['another path', (proof) => (proof.blockPath = proof.blockPath.map(() => sha256('x')))],
  ['another block', (proof) => (proof.block = {...proof.block, marks: 99})],
  [
    'another signature',
    (proof) => (proof.head.signature = proof.head.signature.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'))),
  ],
  ['another body', (proof) => (proof.head.body = proof.head.body.replace('"blocks":', '"blocks":1'))],
  ['another round', (proof) => (proof.block = {...proof.block, roundId: 'x'})],
];

describe.each(engines)('the ledger of votes on %s', (engine) => {
  let game: Contest;
  let entries: string[];
  const start = async (options: Partial<ContestOptions> = {}) => {
    game = await (await contest({engine, entries: 4, ...options})).prepare();
    entries = await entryIdsOf(game);
  };
  afterEach(() => game.close());

  const cast = async (id: string, marks = 1, requestId = newId()): Promise<string> => {
    const input = {roundId: game.roundId, requestId, entryIds: entries.slice(0, marks)};
    return (await execute(game.service, {query: CAST, variables: {input}, caller: voter(id)})).expectData().castBallot
      .receipt;
  };
  const prove = (receipt: string, caller?: Partial<Caller>): Promise<Answer> =>
    execute(game.service, {query: PROOF, variables: {receipt}, caller});
  const stateOf = async (receipt: string): Promise<string> => (await prove(receipt)).expectData().ledgerProof.state;
  const heads = async (variables: object = {}, caller?: Partial<Caller>) =>
    (await execute(game.service, {query: HEADS, variables: {id: game.roundId, ...variables}, caller})).expectData()
      .round.ledgerHeads;
  const seal = () => game.service.ledger.sealing.seal();
  const publish = () => game.service.ledger.publishing.publishDue();
  /** The sealing of another instance, once this one's lease is over. */
  const another = () => {
    const {database} = game.service;
    return new LedgerSealing({database, secrets: new LedgerSecrets(database)});
  };
  const expireLease = () =>
    game.service.database.write((manager) => manager.update(LedgerLease, {id: 1}, {leasedUntil: new Date(0)}));
  const tomorrow = () => game.clock.advance(86_400_000);

  test('a receipt finds its ballot from the moment it is stored until it is in a signed head', async () => {
    await start();
    const receipt = await cast('ann', 3);
    for (let index = 0; index < 20; index++) await cast(`voter ${index}`, 1 + (index % 3));
    expect(await stateOf(receipt)).toBe('UNSEALED');
    expect(await seal()).toBeGreaterThan(20);
    expect(await seal()).toBe(0);
    expect(await stateOf(receipt)).toBe('AWAITING_HEAD');
    expect(await publish()).toEqual([game.roundId]);
    const {state, head, document} = (await prove(receipt)).expectData().ledgerProof;
    expect([state, head]).toEqual(['INCLUDED', {number: 1, day: '2024-08-07'}]);
    const proof = JSON.parse(document) as ProofDocument;
    expect(proofProblem(proof, sha256, isSigned)).toBeNull();
    expect(JSON.parse(proof.ballot)).toEqual(expect.arrayContaining(['BALLOT', game.roundId]));
  });

  test('a proof with another choice, place, path, block, round, body or signature does not hold', async () => {
    await start();
    const receipt = await cast('ann', 2);
    for (let index = 0; index < 5; index++) await cast(`voter ${index}`);
    await seal();
    await publish();
    const {document} = (await prove(receipt)).expectData().ledgerProof;
    expect(proofProblem(JSON.parse(document), sha256, isSigned)).toBeNull();
    for (const [what, harm] of harms) {
      const proof = JSON.parse(document) as ProofDocument;
      harm(proof);
      expect([what, proofProblem(proof, sha256, isSigned)]).toEqual([what, expect.any(String)]);
    }
  });

  test('device and age of an identity are sealed with the ballot, and the device is known again in its round only', async () => {
    await start();
    const castBy = async (id: string, origin: {device?: string; since?: string}, requestId = newId()) => {
      const input = {roundId: game.roundId, requestId, entryIds: entries.slice(0, 2)};
      const {voter: vouched} = voter(id);
      const caller = {...voter(id), voter: {...vouched!, since: origin.since}, device: origin.device};
      const {receipt} = (await execute(game.service, {query: CAST, variables: {input}, caller})).expectData()
        .castBallot;
      return {receipt: receipt as string, origin: readReceipt(receipt)!.ballot.origin};
    };
    const ann = await castBy('ann', {device: 'phone-1', since: '2024-08-01'}, 'request-1');
    const bob = await castBy('bob', {device: 'phone-1'});
    const cat = await castBy('cat', {});
    expect(ann.origin).toEqual({device: expect.stringMatching(/^[0-9a-f]{16}$/), since: 20240801, constituency: null});
    expect(bob.origin).toEqual({...ann.origin, since: null});
    expect(cat.origin).toEqual({device: null, since: null, constituency: null});
    expect(ann.receipt).not.toContain(Buffer.from('phone-1').toString('base64url'));
    // from another device, after a lost answer: still the receipt of the first
    expect((await castBy('ann', {device: 'phone-2'}, 'request-1')).receipt).toBe(ann.receipt);
    await seal();
    for (const {receipt} of [ann, bob, cat]) expect(await stateOf(receipt)).toBe('AWAITING_HEAD');
    const said: string[] = [];
    const verify = () => verifyLedger(game.service.database.read, [], (line) => said.push(line));
    expect(await verify()).toBe(true);
    await game.service.database.write((manager) =>
      manager.query('UPDATE vote SET since = 20200101 WHERE since = 20240801'),
    );
    expect(await verify()).toBe(false);
    expect(said.join('\n')).toContain('changed: it is not what was sealed');
  });

  test('the same ballot has one receipt, also when it is sent again after a lost answer', async () => {
    await start();
    const first = await cast('ann', 2, 'request-1');
    game.clock.advance(5_000);
    expect(await cast('ann', 2, 'request-1')).toBe(first);
    await seal();
    expect(await cast('ann', 2, 'request-1')).toBe(first);
  });

  test('nobody makes up a receipt: neither of another’s ballot nor of another choice', async () => {
    await start();
    const receipt = await cast('ann');
    await seal();
    const {opening} = readReceipt(receipt)!;
    const forged = (text: string) => `CB1.${Buffer.from(text).toString('base64url')}`;
    for (const text of [
      opening.replace(':ann"', ':bob"'),
      opening.replace(/"[0-9a-f]{32}"/, `"${'0'.repeat(32)}"`),
      opening.replace(entries[0], entries[1]),
      opening.replace(game.roundId, 'no round'),
    ]) {
      expect(text).not.toBe(opening);
      (await prove(forged(text))).expectRefusal('LEDGER_RECEIPT_UNKNOWN');
    }
    for (const text of [
      '',
      'CB1.',
      'x',
      forged('{}'),
      forged('["BALLOT"]'),
      receipt.slice(0, -9),
      'CB1.A'.repeat(20_000),
    ]) {
      (await prove(text)).expectRefusal('LEDGER_RECEIPT_INVALID');
    }
    // line breaks of a letter do no harm
    expect(await stateOf(`${receipt.slice(0, 40)}\n ${receipt.slice(40)}\n`)).toBe('AWAITING_HEAD');
  });

  test('what is public holds nothing by which a vote could be guessed: without the nonce no hash fits', async () => {
    await start({entries: 2});
    const receipt = await cast('ann');
    await seal();
    await publish();
    const {nodes} = await heads();
    const stored = JSON.stringify(await game.service.database.read.find(LedgerBlock));
    const {opening} = readReceipt(receipt)!;
    const [, , nonce] = JSON.parse(opening) as string[];
    expect(JSON.stringify(nodes)).not.toContain(nonce);
    expect(stored).not.toContain(nonce);
    // all that somebody may know of her, with every choice and no nonce
    for (const id of entries) {
      const guess = sha256(`line\n${opening.replace(entries[0], id).replace(nonce, '')}`);
      expect(stored).not.toContain(guess);
    }
    expect(stored).toContain(sha256(`line\n${opening}`));
  });

  test('a head is published a day, also when nobody has voted, and one at the end', async () => {
    await start({now: '2024-08-06T16:00:00.000Z'});
    await cast('ann');
    await seal();
    expect(await publish()).toEqual([]);
    const days: string[] = [];
    for (let day = 0; day < 11; day++) {
      tomorrow();
      if (day === 3) await cast('bob');
      await seal();
      await publish();
      await publish();
      days.push((await heads()).nodes[0].day);
    }
    expect(days.slice(0, 4)).toEqual(['2024-08-07', '2024-08-08', '2024-08-09', '2024-08-10']);
    game.clock.set(closesAt);
    game.clock.advance(10_001);
    await publish();
    const {nodes, totalCount} = await heads();
    expect(nodes[0]).toMatchObject({number: totalCount, day: '2024-08-16', closing: true, ballots: 2, marks: 2});
    expect(nodes.map(({number}: {number: number}) => number)).toEqual(
      Array.from({length: totalCount}, (_, index) => totalCount - index),
    );
    for (const head of nodes) {
      expect(isSigned(head.statement, head)).toBe(true);
      const {previous, body} = JSON.parse(head.statement);
      expect(previous).toBe(nodes.find(({number}: {number: number}) => number === head.number - 1)?.hash ?? null);
      expect(body).toBe(sha256(`body\n${head.body}`));
    }
    const page = await heads({first: 2});
    expect(page.pageInfo.hasNextPage).toBe(true);
    expect((await heads({first: 1, after: page.pageInfo.endCursor})).nodes[0].number).toBe(totalCount - 2);
  });

  test('while counts are hidden or frozen, heads say nothing of them, and proofs are held back', async () => {
    await start({ballot: {freezeAt: '2024-08-09T00:00:00'}});
    const early = await cast('ann');
    await seal();
    await publish();
    expect((await heads()).nodes).toMatchObject([{day: '2024-08-07', ballots: 1}]);
    game.clock.set('2024-08-10T02:00:00.000Z');
    const late = await cast('bob');
    await seal();
    await publish();
    const [frozen, before] = (await heads()).nodes;
    expect(before).toMatchObject({day: '2024-08-07', ballots: 1, marks: 1});
    expect(frozen).toMatchObject({day: '2024-08-09', ballots: null, marks: null, body: null, writers: null});
    expect(isSigned(frozen.statement, frozen)).toBe(true);
    expect(await stateOf(early)).toBe('INCLUDED');
    const {ledgerProof} = (await prove(late)).expectData();
    expect(ledgerProof).toMatchObject({state: 'HELD_BACK', document: null, head: {number: 2}});
  });

  test('where counts are never shown, who runs the round sees those of the heads, and nobody else', async () => {
    await start({ballot: {visibility: 'HIDDEN'}});
    await cast('ann');
    await seal();
    await publish();
    expect((await heads()).nodes).toMatchObject([{ballots: null, body: null}]);
    const owner = accountWith(grantOf('CAMPAIGN_OWNER', 'ah.'));
    expect((await heads({}, owner)).nodes).toMatchObject([{ballots: 1}]);
  });

  test('a ballot that was changed, or is gone, says so to its voter', async () => {
    await start();
    const receipts = [await cast('ann'), await cast('bob', 2), await cast('cat')];
    await seal();
    const {source} = game.service.database;
    const [, other] = await source.query('SELECT ref FROM entry ORDER BY ref');
    const of = 'voter = (SELECT id FROM vote_voter WHERE name = ?)';
    await source.query(`UPDATE vote SET entry = ? WHERE ${of}`, [other.ref, Buffer.from(voterKey('ann'))]);
    await source.query(`DELETE FROM vote WHERE ${of}`, [Buffer.from(voterKey('cat'))]);
    expect(await Promise.all(receipts.map(stateOf))).toEqual(['DIFFERS', 'AWAITING_HEAD', 'MISSING']);
    // as if nothing had been: the tallies follow, or the check at the end of the round would tell
    await source.query('DELETE FROM vote_tally');
  });

  test('batches that turn up after later ones are sealed, too, and each once', async () => {
    await start();
    await cast('ann');
    const round = await game.service.database.read.findOneByOrFail(Round, {id: game.roundId});
    await seal();
    // the batch before the one that is sealed, as if its commit had been slow
    const {source} = game.service.database;
    await source.query(
      `INSERT INTO vote (writer, batch, seq, round, voter, day, slot, round_slot, entry, entry_slot, request, position, at)
       SELECT writer, batch - 1, seq, round, ?, day, slot, round_slot, entry, entry_slot, request, position, at FROM vote`,
      [await numberOfVoter(game.service.database, round.ref, 'app:late')],
    );
    expect(await another().seal()).toBe(0);
    await expireLease();
    expect(await another().seal()).toBe(1);
    await expireLease();
    expect(await another().seal()).toBe(0);
    const [chain] = await game.service.database.read.findBy(LedgerChain, {round: round.ref});
    expect(chain).toMatchObject({blocks: 2, ballots: 2});
  });
});

(engines.includes('mariadb') ? test : test.skip)(
  'several instances never fork a chain while all vote and all seal',
  async () => {
    const game = await (await contest({engine: 'mariadb', entries: 4})).prepare();
    const [first] = await entryIdsOf(game);
    const open = () => openDatabase({url: game.databaseUrl, name: 'scoring', entities, migrations, log: silent});
    const databases = [await open(), await open(), await open()];
    const sealings = databases.map((database) => new LedgerSealing({database, secrets: new LedgerSecrets(database)}));
    try {
      let isOver = false;
      const all = sealings.map(async (sealing, at) => {
        while (!isOver) {
          await sealing.seal();
          // the holder goes without giving its lease back
          if (at === 0)
            await databases[0].write((manager) => manager.update(LedgerLease, {id: 1}, {leasedUntil: new Date(0)}));
          await turn();
        }
      });
      for (let lot = 0; lot < 20; lot++) {
        await Promise.all(
          Array.from({length: 20}, (_, n) => castIn(game, {caller: voter(`voter ${lot} ${n}`), entryIds: [first]})),
        );
      }
      isOver = true;
      await Promise.all(all);
      await databases[0].write((manager) => manager.update(LedgerLease, {id: 1}, {leasedUntil: new Date(0)}));
      await game.service.ledger.sealing.seal();
      const said: string[] = [];
      expect(await verifyLedger(databases[0].read, [], (line) => said.push(line))).toBe(true);
      expect(said.join('\n')).toContain(': 400 ballots in 1 chains');
    } finally {
      await Promise.all(databases.map((database) => database.close()));
      await game.close();
    }
  },
);

const voterKey = (id: string): string => `01J0000000000000000000PART:${id}`;
