import {contest} from '../../testing/contest.js';
import {contestVotes} from '../../testing/contest-votes.js';
import {entryIdsOf} from '../../testing/voting.js';

/** The attack of the rules' test, once through the engine, the ledger and the loop: what is stored is what is watched. */
test('30,000 honest ballots and 10,000 of an attack, cast, sealed and looked through', async () => {
  const ballots = contestVotes({
    ...{seed: 2_024, honest: 30_000, attack: 10_000},
    opensAt: Date.parse('2024-08-06T16:00:00.000Z'),
  });
  const limits = {perDay: undefined, perEntryPerDay: undefined, perRound: 1_000, marks: {atLeast: 1, atMost: 5}};
  const hold = ['DEVICE', 'PATTERN'] as const;
  const game = await (
    await contest({engine: 'sqlite', entries: 60, ballot: {...limits, integrity: {hold: [...hold], freshDays: 3}}})
  ).prepare();
  try {
    const entries = await entryIdsOf(game);
    const dayOf = (at: number, age: number): number =>
      Number(new Date(at + 8 * 3_600_000 - age * 86_400_000).toISOString().slice(0, 10).replaceAll('-', ''));
    const outcome = await game.service.loading.load(
      ballots.map(({voter, app, device, age, at, entries: chosen}, index) => ({
        ...{roundId: game.roundId, requestId: `request.${index}`, voter: `${app}:${voter}`, at},
        entryIds: chosen.map((number) => entries[number - 1]!),
        origin: {device, since: age === null ? null : dayOf(at, age), constituency: null},
      })),
    );
    expect(outcome.refused).toEqual({});
    await game.service.ledger.sealing.seal();
    expect(await game.service.watching.work()).toBe(40_000);

    // a batch is in the order of the list: each ballot is known again by its request
    const rows: {request: Buffer; flagged: number}[] = await game.service.database.read.query(
      `SELECT v.request AS request, EXISTS (SELECT 1 FROM vote_signal_ballot s
         WHERE s.round = v.round AND s.writer = v.writer AND s.batch = v.batch AND s.seq = v.seq) AS flagged
       FROM vote v WHERE v.position = 0`,
    );
    const flagged = new Set(
      rows.filter((row) => row.flagged === 1).map(({request}) => Buffer.from(request).toString()),
    );
    const share = (isAttack: boolean): number => {
      const all = ballots.flatMap(({kind}, index) => ((kind === 'HONEST') === isAttack ? [] : [`request.${index}`]));
      return all.filter((request) => flagged.has(request)).length / all.length;
    };
    expect(rows).toHaveLength(40_000);
    expect(share(true)).toBeGreaterThanOrEqual(0.95);
    expect(share(false)).toBeLessThan(0.01);
    const [{held}] = await game.service.database.read.query(
      "SELECT COUNT(*) AS held FROM ballot_hold WHERE state = 'HELD'",
    );
    expect(held).toBeGreaterThan(4_000);
  } finally {
    await game.close();
  }
}, 180_000);
