import {openReader} from '@concours/kernel/engines/reader';
import {newId} from '@concours/kernel/ids';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import {type Contest, contest, testLedgerKeys} from '../../testing/contest.js';
import {entryIdsOf, numberOfVoter, voter} from '../../testing/voting.js';
import {entities} from '../data-source.js';
import {publishedOf} from './check-heads.js';
import {sha256} from './hashes.js';
import {LedgerHead} from './ledger-head.js';
import {LedgerBlock, LedgerChain} from './ledger-tables.js';
import {blockHash, genesisOf, linesRoot} from './line.rules.js';
import {LedgerSigner} from './signer.js';
import {grow} from './tree.rules.js';
import {ballotsIn, readVotes, VoteLines} from './vote-lines.js';
import {verifyHead, verifyReceipt} from './verify-files.js';
import {verifyLedger} from './verify-ledger.js';

const TABLES = [
  'vote',
  'vote_voter',
  'vote_tally',
  'entry',
  'ledger_head',
  'ledger_block',
  'ledger_chain',
  'ledger_secret',
  'ledger_cursor',
];
const CAST = 'mutation ($input: BallotInput!) {castBallot(input: $input) {receipt}}';
const PROOF = 'query ($receipt: String!) {ledgerProof(receipt: $receipt) {document}}';
const BALLOTS = 12;

describe.each(engines)('verifying the ledger of votes on %s', (engine) => {
  let game: Contest;
  let receipt: string;
  let proof: string;
  /** By number of the ballot, from 1, what names it: each was stored by itself. */
  const places: string[] = [];

  const sql = (statement: string, values: unknown[] = []) => game.service.database.source.query(statement, values);
  /** Of the nth ballot, from 1. */
  const of = (n: number): string =>
    `batch = (SELECT b FROM (SELECT DISTINCT batch AS b FROM vote ORDER BY batch LIMIT 1 OFFSET ${n - 1}) x)`;
  const stranger = async (name: string): Promise<number> => {
    const [{round}] = await sql('SELECT round FROM vote_voter LIMIT 1');
    return numberOfVoter(game.service.database, round, name);
  };
  const blocks = () => game.service.database.source.manager.find(LedgerBlock, {order: {number: 'ASC'}});

  beforeAll(async () => {
    game = await (await contest({engine, entries: 5, ballot: {perDay: 5, perRound: 20}})).prepare();
    const entryIds = await entryIdsOf(game);
    for (let n = 1; n <= BALLOTS; n++) {
      const input = {roundId: game.roundId, requestId: newId(), entryIds: entryIds.slice(0, 1 + (n % 3))};
      const caller = voter(`voter ${n}`);
      const answer = (await execute(game.service, {query: CAST, variables: {input}, caller})).expectData();
      if (n === 4) ({receipt} = answer.castBallot);
      game.clock.advance(1_000);
      if (n === 6 || n === 10) {
        await game.service.ledger.sealing.seal();
        await game.service.ledger.publishing.publishDue();
        game.clock.advance(86_400_000);
      }
    }
    await game.service.ledger.sealing.seal();
    ({document: proof} = (await execute(game.service, {query: PROOF, variables: {receipt}})).expectData().ledgerProof);
    for (const {writer, batch} of await blocks())
      places.push(`${game.roundId}: writer ${writer}, batch ${batch}, ballot 0`);
    // as somebody who may do anything in the database
    for (const table of ['ledger_block', 'ledger_head']) {
      await sql(`DROP TRIGGER ${table}_no_update`);
      await sql(`DROP TRIGGER ${table}_no_delete`);
    }
    for (const table of TABLES) await sql(`CREATE TABLE kept_${table} AS SELECT * FROM ${table}`);
  });
  afterEach(async () => {
    // votes hold their voters
    for (const table of TABLES) await sql(`DELETE FROM ${table}`);
    for (const table of TABLES.toReversed()) await sql(`INSERT INTO ${table} SELECT * FROM kept_${table}`);
  });
  afterAll(() => game.close());

  const publicKeys = new LedgerSigner(testLedgerKeys).publicKeys;

  async function verified(): Promise<{isSound: boolean; said: string}> {
    const lines: string[] = [];
    const reader = await openReader(game.databaseUrl, entities);
    try {
      const isSound = await verifyLedger(reader.manager, publicKeys, (line) => lines.push(line));
      return {isSound, said: lines.join('\n')};
    } finally {
      await reader.destroy();
    }
  }

  /** The ledger as it would have to be written anew to hide what was done to the votes; only the key is missing. */
  async function rewrite(): Promise<void> {
    const {manager} = game.service.database.source;
    const [{secret, round}] = await sql('SELECT * FROM ledger_secret');
    const lines = new VoteLines(manager);
    const [{writer}] = await blocks();
    let [hash, peaks]: [string, string[]] = [genesisOf({roundId: game.roundId, writer, secret}, sha256), []];
    await sql('DELETE FROM ledger_block');
    const rows = await readVotes(manager, '1 = 1 ORDER BY batch, seq', []);
    const ballots = ballotsIn(rows);
    for (const [number, ballot] of ballots.entries()) {
      const own = await lines.linesOf([ballot], secret);
      const facts = {
        kind: 'BALLOTS' as const,
        writer,
        number,
        batch: ballot.batch,
        ballots: 1,
        marks: ballot.rows.length,
      };
      hash = blockHash(hash, {...facts, roundId: game.roundId}, linesRoot(own, sha256), sha256);
      const grown = grow(peaks, number, hash, sha256);
      ({peaks} = grown);
      await manager.insert(LedgerBlock, {...facts, round, lines: own, hash, nodes: grown.made});
    }
    const totals = {blocks: ballots.length, ballots: ballots.length, marks: rows.length, hash, peaks};
    await manager.update(LedgerChain, {round, writer}, totals);
  }

  /** The tallies follow, so that only the ledger can tell. */
  const retally = async () => {
    await sql('DELETE FROM vote_tally');
    await sql(
      'INSERT INTO vote_tally (round, entry, writer, votes, shown) SELECT round, entry, writer, COUNT(*), COUNT(*) FROM vote GROUP BY round, entry, writer',
    );
  };

  /** A ballot of somebody who has never voted, beside one that is there. */
  const forge = async (n: number, batch: string, seq: string) =>
    sql(
      `INSERT INTO vote (writer, batch, seq, round, voter, day, slot, round_slot, entry, entry_slot, request, position, at)
       SELECT writer, ${batch}, ${seq}, round, ?, day, slot, round_slot, entry, entry_slot, request, position, at FROM vote
       WHERE ${of(n)} AND position = 0`,
      [await stranger('app:nobody')],
    );

  it('says that nothing was changed, how many ballots there are, and the last head', async () => {
    const {isSound, said} = await verified();
    expect(said).toContain(`${game.roundId}: ${BALLOTS} ballots in 1 chains; head 2 `);
    expect(said).toContain('nothing was changed since it was sealed');
    expect(isSound).toBe(true);
  });

  /** `of` is the ballot that is named. */
  it.each<{what: string; harm: () => Promise<unknown>; names: RegExp; of?: number}>([
    ...[
      'entry = (SELECT MAX(ref) FROM entry)',
      'at = at + 1',
      'day = day + 1',
      'slot = 5',
      'round_slot = 19',
      'entry_slot = 2',
      'seq = 7',
      'position = 9',
    ].map((change) => ({
      what: `a mark with ${change}`,
      harm: () => sql(`UPDATE vote SET ${change} WHERE ${of(3)} AND position = 0`).then(retally),
      names: change === 'seq = 7' ? /moved: it is now in writer 1, batch \d+, ballot 7/ : /changed/,
      of: 3,
    })),
    {
      what: 'another voter',
      harm: async () => sql(`UPDATE vote SET voter = ? WHERE ${of(4)}`, [await stranger('app:x')]),
      names: /changed/,
      of: 4,
    },
    {
      what: 'a voter of another name',
      harm: () =>
        sql(`UPDATE vote_voter SET name = ? WHERE id = (SELECT MIN(voter) FROM vote WHERE ${of(4)})`, [
          Buffer.from('app:x'),
        ]),
      names: /changed/,
      of: 4,
    },
    {
      what: 'another request',
      harm: () => sql(`UPDATE vote SET request = ? WHERE ${of(4)}`, [Buffer.from('another-one')]),
      names: /changed/,
      of: 4,
    },
    {
      what: 'a changed second mark',
      harm: () =>
        sql(`UPDATE vote SET entry = (SELECT MAX(ref) FROM entry) WHERE ${of(4)} AND position = 1`).then(retally),
      names: /changed/,
      of: 4,
    },
    {
      what: 'a ballot that is gone',
      harm: () => sql(`DELETE FROM vote WHERE ${of(5)}`).then(retally),
      names: /missing/,
      of: 5,
    },
    {
      what: 'one mark of a ballot that is gone',
      harm: () => sql(`DELETE FROM vote WHERE ${of(5)} AND position = 2`).then(retally),
      names: /changed/,
      of: 5,
    },
    {
      what: 'the last ballot gone',
      harm: () => sql(`DELETE FROM vote WHERE ${of(12)}`).then(retally),
      names: /missing/,
      of: 12,
    },
    {
      what: 'a ballot moved to another batch',
      harm: () => sql(`UPDATE vote SET batch = batch + 1000 WHERE ${of(2)}`).then(retally),
      names: /moved: it is now in writer 1/,
      of: 2,
    },
    {
      what: 'two ballots in each other’s place',
      harm: async () => {
        const [[a], [b]] = await Promise.all([6, 7].map((n) => sql(`SELECT batch FROM vote WHERE ${of(n)}`)));
        for (const [from, to] of [
          [a.batch, -1],
          [b.batch, a.batch],
          [-1, b.batch],
        ]) {
          await sql('UPDATE vote SET batch = ? WHERE batch = ?', [to, from]);
        }
      },
      names: /moved/,
      of: 6,
    },
    {
      what: 'a mark added to a sealed batch',
      harm: () => forge(8, 'batch', 'seq + 50').then(retally),
      names: /ballot 50: added: it was never sealed/,
    },
    {
      what: 'a batch added between sealed ones',
      harm: () => forge(1, 'batch - 1', 'seq').then(retally),
      names: /ballot 0: added: it was never sealed/,
    },
    {
      what: 'a vote that no tally counts',
      harm: () => sql('UPDATE vote_tally SET votes = votes + 1 WHERE entry = (SELECT MIN(ref) FROM entry)'),
      names: /has \d+ votes and a tally of \d+/,
    },
    {
      what: 'entries that have changed their names',
      harm: async () => {
        const [a, b] = await sql('SELECT id, ref FROM entry ORDER BY ref');
        for (const [id, ref] of [
          ['x', a.ref],
          [a.id, b.ref],
          [b.id, a.ref],
        ]) {
          await sql('UPDATE entry SET id = ? WHERE ref = ?', [id, ref]);
        }
      },
      names: /changed/,
      of: 1,
    },
    {
      what: 'an altered line of a block',
      harm: async () => {
        const [, , {lines}] = await blocks();
        await sql('UPDATE ledger_block SET `lines` = ? WHERE number = 2', [
          JSON.stringify([lines[0].replace(/.$/, 'x')]),
        ]);
      },
      names: /block 2 \(batch \d+\): altered/,
    },
    {
      what: 'a block that is gone',
      harm: () => sql('DELETE FROM ledger_block WHERE number = 4'),
      names: /block 4: missing/,
    },
    {
      what: 'the last blocks gone',
      harm: () => sql('DELETE FROM ledger_block WHERE number > 9'),
      names: /block 10 to 11: missing at the end of the chain/,
    },
    {
      what: 'an altered node of the tree',
      harm: () => sql('UPDATE ledger_block SET nodes = \'["x"]\' WHERE number = 3'),
      names: /block 3 .* nodes of the tree/,
    },
    {
      what: 'another secret',
      harm: () => sql('UPDATE ledger_secret SET secret = ?', ['0'.repeat(64)]),
      names: /block 0 .*altered/,
    },
    {
      what: 'an altered ballot, and the ledger written anew',
      harm: async () => {
        await sql(`UPDATE vote SET entry = (SELECT MAX(ref) FROM entry) WHERE ${of(3)} AND position = 0`);
        await retally();
        await rewrite();
      },
      names: /head 1 of 20240807: what was signed is not what the ledger has: writer 1, up to block 5/,
    },
    {
      what: 'a ballot that is gone, and the ledger written anew',
      harm: async () => {
        await sql(`DELETE FROM vote WHERE ${of(8)}`);
        await retally();
        await rewrite();
      },
      names: /head 2 of 20240808: what was signed is not what the ledger has/,
    },
    {
      what: 'a head that was altered',
      harm: () => sql("UPDATE ledger_head SET statement = REPLACE(statement, '20240807', '20240806') WHERE number = 1"),
      names: /head 1 .*altered: the signature/,
    },
    {
      what: 'a head that was signed with another key',
      harm: async () => {
        const {manager} = game.service.database.source;
        const [head] = await manager.findBy(LedgerHead, {number: 1});
        const signed = new LedgerSigner([{id: 'x', secret: 'x'.repeat(40)}]).sign(head.statement);
        await manager.update(LedgerHead, {round: head.round, number: 1}, signed);
      },
      names: /head 1 .*forged: .* is no key of this installation/,
    },
    {
      what: 'a head that is gone',
      harm: () => sql('DELETE FROM ledger_head WHERE number = 1'),
      names: /head 1 is missing/,
    },
  ])('finds $what', async ({harm, names, of: n}) => {
    await harm();
    const {isSound, said} = await verified();
    expect(said).toMatch(names);
    if (n !== undefined) expect(said).toContain(`${places[n - 1]}: `);
    expect(isSound).toBe(false);
  });

  it('does not take for added what waits to be sealed', async () => {
    await forge(12, 'batch + 1', 'seq');
    await retally();
    const {isSound, said} = await verified();
    expect(said).toContain('1 ballots wait to be sealed');
    expect(isSound).toBe(true);
  });

  const told = async (what: typeof verifyHead, text: string, online = true) => {
    const lines: string[] = [];
    const reader = online ? await openReader(game.databaseUrl, entities) : null;
    const isSound = await what(text, reader?.manager ?? null, (line) => lines.push(line));
    await reader?.destroy();
    return [isSound, lines.join('\n')];
  };
  const head = async () => {
    const [own] = await game.service.database.source.manager.findBy(LedgerHead, {number: 2});
    return publishedOf(own);
  };

  it('knows a published head again, and tells one that the ledger no longer has', async () => {
    const kept = JSON.stringify(await head());
    expect(await told(verifyHead, kept)).toEqual([true, expect.stringContaining(`head 2 of ${game.roundId}`)]);
    expect(await told(verifyHead, kept, false)).toEqual([true, expect.any(String)]);
    expect(await told(verifyHead, kept.replace('20240808', '20240809'), false)).toEqual([
      false,
      expect.stringContaining('the head was changed'),
    ]);
    await sql("UPDATE ledger_head SET statement = REPLACE(statement, 'number', 'Number') WHERE number = 2");
    expect(await told(verifyHead, kept)).toEqual([false, expect.stringContaining('the ledger has another head 2')]);
    await sql('DELETE FROM ledger_head WHERE number = 2');
    expect(await told(verifyHead, kept)).toEqual([false, expect.stringContaining('no longer has this head')]);
  });

  it('finds the ballot of a receipt, and says if it was changed or removed', async () => {
    expect(await told(verifyReceipt, receipt)).toEqual([true, expect.stringContaining('block 3')]);
    expect(await told(verifyReceipt, receipt.slice(0, -8))).toEqual([false, 'this is no receipt']);
    await sql(`UPDATE vote SET at = at + 1 WHERE ${of(4)}`);
    expect(await told(verifyReceipt, receipt)).toEqual([false, expect.stringContaining('changed')]);
    await sql(`DELETE FROM vote WHERE ${of(4)}`);
    expect(await told(verifyReceipt, receipt)).toEqual([false, expect.stringContaining('missing')]);
  });

  it('checks a proof without anything else, and finds every part of it that was changed', async () => {
    expect(await told(verifyReceipt, proof, false)).toEqual([
      true,
      expect.stringContaining('the ballot is in the head'),
    ]);
    expect(await told(verifyReceipt, proof)).toEqual([true, expect.any(String)]);
    expect(await told(verifyReceipt, proof.replace('"seq":0', '"seq":1'), false)).toEqual([
      false,
      expect.stringContaining('the proof does not hold'),
    ]);
  });
});
