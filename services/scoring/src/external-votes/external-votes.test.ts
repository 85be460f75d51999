import {createHash} from 'node:crypto';
import {newId} from '@concours/kernel/ids';
import type {Caller} from '@concours/kernel/identity';
import {accountWith, grantOf} from '@concours/kernel/testing/callers';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import {csv, xlsx} from '@concours/kernel/testing/tables';
import type {RoundDefinition} from '@concours/schema/definition/round';
import {contest, type Contest, semiFinal} from '../../testing/contest.js';
import {entryIdsOf} from '../../testing/voting.js';
import type {Bundle} from '../standings/bundle.js';
import {verify} from '../standings/bundle.rules.js';

const elsewhere: RoundDefinition = {
  ...semiFinal,
  ballot: undefined,
  components: [
    {
      key: 'portal',
      name: {zh: '门户投票', en: 'Portal vote'},
      weight: '100',
      from: 'EXTERNAL',
      convert: {method: 'SHARE_OF_LEADER'},
    },
  ],
  ties: ['SUBMITTED_EARLIER', 'LOT'],
  cut: {to: 2, mode: 'EXACTLY'},
};

const IMPORT = `mutation ($input: ExternalVotesInput!) {importExternalVotes(input: $input) {
  dryRun whole total rows {row entry {number} votes before problem(language: EN)} missing {number} kept {id version state mayConfirm}}}`;
const CONFIRM = 'mutation ($id: ID!) {confirmExternalVotes(importId: $id) {version state}}';
const REJECT = 'mutation ($id: ID!, $why: String!) {rejectExternalVotes(importId: $id, reason: $why) {version state}}';
const SEEN = `query ($id: ID!) {round(id: $id) {externalVotes {component name mayImport
  inForce {version state source link takenAt reason importedBy total counts {entry {number} votes before} evidence {name sha256 size table path}}
  proposed {version} versions {version state reason decisionReason}}}}`;
const STANDING = 'query ($id: ID!) {round(id: $id) {standing {rows {total entry {number} scores {raw missing}}}}}';

describe.each(engines)('votes held elsewhere, on %s', (engine) => {
  let game: Contest;
  const owner = accountWith(grantOf('CAMPAIGN_OWNER', 'ah.'));
  const clerk = accountWith(grantOf('CLERK', 'ah.'));
  const unit = accountWith(grantOf('UNIT_ADMIN', 'ah.b1.'));
  const auditor = accountWith(grantOf('AUDITOR', 'ah.'));
  const nobody = {kind: 'anonymous' as const, id: null, grants: []};

  beforeAll(async () => {
    game = await contest({engine, entries: 3, rounds: [elsewhere]});
    await game.prepare();
  });
  afterAll(() => game.close());

  const run = (query: string, variables: Record<string, unknown>, caller: Partial<Caller> = clerk) =>
    execute(game.service, {query, variables, caller});
  const file = async (name: string, bytes: Buffer, caller = clerk): Promise<string> => {
    const view = await game.service.slices.rounds.viewById(game.roundId);
    const content = (async function* () {
      for (let from = 0; from < bytes.length; from += 50_000) yield bytes.subarray(from, from + 50_000);
    })();
    return (await game.service.slices.externalFiles.take(caller, view, name, content)).id;
  };
  const table = (...votes: string[]) =>
    csv([['编号', '作品', '票数'], ...votes.map((count, index) => [String(index + 1), `作品${index + 1}`, count])]);
  const bring = async (input: Record<string, unknown>, caller: Partial<Caller> = clerk) =>
    run(
      IMPORT,
      {
        input: {
          ...{roundId: game.roundId, component: 'portal', source: '安徽新闻门户', takenAt: '2024-08-07T16:00:00Z'},
          ...input,
        },
      },
      caller,
    );
  const standing = async () => (await run(STANDING, {id: game.roundId}, owner)).expectData().round.standing.rows;
  const seen = async (caller: Partial<Caller>) =>
    (await run(SEEN, {id: game.roundId}, caller)).expectData().round.externalVotes[0];
  const freeze = (caller = owner) =>
    run('mutation ($id: ID!) {freezeResult(roundId: $id) {digest bundle rows {total}}}', {id: game.roundId}, caller);

  test('until there are counts, the standing waits and says so', async () => {
    expect((await standing()).map(({scores}: {scores: {missing: boolean}[]}) => scores[0]!.missing)).toEqual([
      ...[true, true, true],
    ]);
    expect(await seen(nobody)).toMatchObject({component: 'portal', inForce: null, proposed: null, mayImport: false});
    expect(await seen(clerk)).toMatchObject({mayImport: true});
  });

  test('are for clerks and who runs the round to bring in, and a file is its sender’s alone', async () => {
    const tableId = await file('a.csv', table('1', '2', '3'));
    (await bring({tableId}, unit)).expectRefusal('NOT_PERMITTED');
    (await bring({tableId}, auditor)).expectRefusal('NOT_PERMITTED');
    (await bring({tableId, dryRun: true}, owner)).expectRefusal('EXTERNAL_FILE_UNKNOWN');
    await expect(file('a.csv', table('1'), unit)).rejects.toMatchObject({code: 'NOT_PERMITTED'});
    await expect(file('a.exe', Buffer.from('4d5a90000300', 'hex'))).rejects.toMatchObject({
      code: 'EXTERNAL_FILE_REFUSED',
    });
    await expect(file('a.csv', Buffer.alloc(5_000_001, 'a'))).rejects.toMatchObject({code: 'EXTERNAL_FILE_REFUSED'});
  });

  test('a trial run tells row by row what would become of a table, and keeps nothing', async () => {
    const rows = [
      ['编号', '作品', '票数'],
      [1, '作品1', 300],
      [2, '作品1', 5],
      [9, '', 5],
      [1, '', 7],
      [3, '', {formula: 'C2', result: '300'}],
    ];
    const tableId = await file('票数.xlsx', await xlsx(rows));
    const report = (await bring({tableId, dryRun: true})).expectData().importExternalVotes;
    expect(report).toMatchObject({dryRun: true, whole: false, total: 300, missing: [], kept: null});
    expect(
      report.rows.map(({row, entry, votes, problem}: Record<string, unknown>) => [row, entry, votes, problem]),
    ).toEqual([
      [2, {number: '001'}, 300, null],
      [3, {number: '002'}, 5, expect.stringContaining('slipped')],
      [4, null, 5, expect.stringContaining('no such entry')],
      [5, {number: '001'}, 7, expect.stringContaining('above already')],
      [6, {number: '003'}, null, expect.stringContaining('formula')],
    ]);
    expect((await bring({tableId})).expectRefusal('EXTERNAL_VOTES_FAULTY')).toMatchObject({faults: 4, missing: 0});
    expect((await seen(clerk)).versions).toEqual([]);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['an entry without a count', {votes: ['1', '2']}, 'EXTERNAL_VOTES_FAULTY'],
    ['another sum than the one that is stated', {total: 7}, 'EXTERNAL_VOTES_TOTAL_DIFFERS'],
    ['an instant that has not come', {takenAt: '2024-08-08T02:00:00.001Z'}, 'EXTERNAL_VOTES_TAKEN_LATER'],
    ['a component that is not of this kind', {component: 'judges'}, 'EXTERNAL_VOTES_COMPONENT_UNKNOWN'],
    ['a link that is none', {link: 'javascript:alert(1)'}, 'INPUT_INVALID'],
    ['a source of nothing', {source: ''}, 'INPUT_INVALID'],
    ['counts beside a table', {counts: []}, 'INPUT_INVALID'],
  ])('are refused with %s', async (_of, {votes = ['1', '2', '3'], ...input}, code) => {
    const tableId = await file('a.csv', table(...(votes as string[])));
    (await bring({tableId, ...input})).expectRefusal(code);
  });

  test('typed counts need evidence', async () => {
    const counts = (await entryIdsOf(game)).map((entryId) => ({entryId, votes: 1}));
    (await bring({counts})).expectRefusal('EXTERNAL_VOTES_EVIDENCE_MISSING');
    (await bring({counts: [...counts.slice(1), {entryId: newId(), votes: 1}]})).expectRefusal('INPUT_INVALID');
    (await bring({counts: [{...counts[0]!, votes: -1}]})).expectRefusal('INPUT_INVALID');
  });

  let first: string;
  test('counts wait for a second person, and count from the confirmation on', async () => {
    const [tableId, letter] = [
      await file('a.csv', table('300', '150', '0')),
      await file('b.pdf', Buffer.from('%PDF-1.7 sealed')),
    ];
    const input = {tableId, evidence: [letter], total: 450, link: 'https://news.example.cn/vote', note: '已电话核对'};
    const {kept} = (await bring(input)).expectData().importExternalVotes;
    expect(kept).toMatchObject({version: 1, state: 'PROPOSED', mayConfirm: false});
    first = kept.id;
    expect((await standing())[0].scores[0].missing).toBe(true);
    (await bring({tableId: await file('c.csv', table('1', '2', '3'))})).expectRefusal('EXTERNAL_VOTES_PENDING');
    (await run(CONFIRM, {id: first}, unit)).expectRefusal('NOT_PERMITTED');
    (await run(CONFIRM, {id: first}, clerk)).expectRefusal('NOT_PERMITTED');
    // whoever runs another contest is told what they would be told of one that does not exist
    for (const caller of [
      accountWith(grantOf('CAMPAIGN_OWNER', 'hb.')),
      accountWith(grantOf('TRACK_HOST', 'ah.', `${game.campaignId}/dance`)),
    ]) {
      (await run(CONFIRM, {id: first}, caller)).expectRefusal('NOT_FOUND');
      (await run(REJECT, {id: first, why: 'x'}, caller)).expectRefusal('NOT_FOUND');
    }
    expect((await run(CONFIRM, {id: first}, owner)).expectData().confirmExternalVotes).toEqual({
      version: 1,
      state: 'IN_FORCE',
    });
    (await run(CONFIRM, {id: first}, owner)).expectRefusal('EXTERNAL_VOTES_DECIDED');
    expect(
      (await standing()).map(({total, scores}: {total: string; scores: {raw: string}[]}) => [total, scores[0]!.raw]),
    ).toEqual([
      ['100.0000', '300'],
      ['50.0000', '150'],
      ['0.0000', '0'],
    ]);
  });

  test('everybody is told that and where it was held; the counts and who brought them are for the round’s readers', async () => {
    const publicly = await seen(nobody);
    expect(publicly.inForce).toMatchObject({
      ...{
        version: 1,
        source: '安徽新闻门户',
        link: 'https://news.example.cn/vote',
        importedBy: null,
        total: null,
        counts: [],
      },
      evidence: [
        {name: 'a.csv', table: true, path: null},
        {name: 'b.pdf', table: false, path: null},
      ],
    });
    expect(publicly).toMatchObject({proposed: null, versions: []});
    const inside = (await seen(auditor)).inForce;
    expect(inside).toMatchObject({importedBy: 'Somebody', total: 450});
    expect(inside.evidence[1]).toMatchObject({
      sha256: createHash('sha256').update('%PDF-1.7 sealed').digest('hex'),
      path: expect.stringMatching(/^\/imports\/rounds\/\w{26}\/semi-final\/files\/\w{26}$/),
    });
  });

  test('a correction is a new version with its reason; what was in force before stays to be read', async () => {
    const tableId = await file('a.csv', table('100', '150', '0'));
    (await bring({tableId})).expectRefusal('EXTERNAL_VOTES_REASON_MISSING');
    const again = {tableId, reason: '门户剔除了机刷票'};
    const trial = (await bring({...again, dryRun: true})).expectData().importExternalVotes;
    expect(trial.rows.map(({before, votes}: {before: number; votes: number}) => [before, votes])).toEqual([
      [300, 100],
      [150, 150],
      [0, 0],
    ]);
    const {kept} = (await bring(again, clerk)).expectData().importExternalVotes;
    expect((await seen(nobody)).inForce.version).toBe(1);
    (await run(REJECT, {id: kept.id, why: ' '}, owner)).expectRefusal('INPUT_INVALID');
    (await run(REJECT, {id: kept.id, why: '截图看不清'}, owner)).expectData();
    (await run(REJECT, {id: kept.id, why: '再来'}, owner)).expectRefusal('EXTERNAL_VOTES_DECIDED');
    // the file went with the version that was sent back
    (await bring(again)).expectRefusal('EXTERNAL_FILE_UNKNOWN');
    const third = await bring({...again, tableId: await file('a.csv', table('100', '150', '0'), owner)}, owner);
    const {id} = third.expectData().importExternalVotes.kept;
    (await run(CONFIRM, {id}, owner)).expectRefusal('EXTERNAL_VOTES_SECOND_PERSON');
    (await run(CONFIRM, {id}, accountWith(grantOf('TRACK_HOST', 'ah.')))).expectData();
    const {inForce, versions} = await seen(owner);
    expect(inForce).toMatchObject({version: 3, reason: '门户剔除了机刷票', total: 250});
    expect(inForce.counts[0]).toEqual({entry: {number: '001'}, votes: 100, before: 300});
    expect(
      versions.map(({version, state, decisionReason}: Record<string, unknown>) => [version, state, decisionReason]),
    ).toEqual([
      [3, 'IN_FORCE', null],
      [2, 'REJECTED', '截图看不清'],
      [1, 'REPLACED', null],
    ]);
    expect((await standing())[0]).toMatchObject({total: '100.0000', entry: {number: '002'}});
  });

  test('of two that come at once one waits, and of confirmation and rejection at once one is heard', async () => {
    const [one, two] = [await file('a.csv', table('1', '2', '3')), await file('b.csv', table('3', '2', '1'))];
    const both = await Promise.all([one, two].map((tableId) => bring({tableId, reason: 'x'})));
    expect(both.map(({errors}) => errors?.[0]?.extensions?.code ?? 'kept').sort()).toEqual([
      'EXTERNAL_VOTES_PENDING',
      'kept',
    ]);
    const {id} = both.find(({errors}) => !errors)!.expectData().importExternalVotes.kept;
    const decided = await Promise.all([
      run(CONFIRM, {id}, owner),
      run(REJECT, {id, why: 'x'}, accountWith(grantOf('TRACK_HOST', 'ah.'))),
    ]);
    expect(decided.filter(({errors}) => !errors)).toHaveLength(1);
  });

  test('an entry that is withdrawn no longer counts, and its votes are nobody’s measure', async () => {
    const tableId = await file('a.csv', table('100', '1000', '50'));
    const {id} = (await bring({tableId, reason: 'x'})).expectData().importExternalVotes.kept;
    (await run(CONFIRM, {id}, owner)).expectData();
    await game.changeWork(game.works[1]!, {state: 'WITHDRAWN'});
    expect((await standing()).map(({total}: {total: string}) => total)).toEqual(['100.0000', '50.0000']);
    await game.changeWork(game.works[1]!, {state: 'SHORTLISTED'});
  });

  test('a result keeps them with where they come from; after its freeze nothing is brought in or decided any more', async () => {
    const {id} = (await bring({tableId: await file('a.csv', table('7', '7', '7')), reason: 'x'})).expectData()
      .importExternalVotes.kept;
    const late = await file('b.csv', table('1', '1', '1'));
    game.clock.set('2024-08-16T16:00:00.000Z');
    const {digest, bundle, rows} = (await freeze()).expectData().freezeResult;
    expect(rows.map(({total}: {total: string}) => total)).toEqual(['100.0000', '10.0000', '5.0000']);
    expect((bundle as Bundle).external).toMatchObject({
      portal: {source: '安徽新闻门户', takenAt: '2024-08-07T16:00:00.000Z', evidence: [{name: 'a.csv'}]},
    });
    const hash = (text: string) => createHash('sha256').update(text).digest('hex');
    expect(verify(bundle as Bundle, digest, hash)).toEqual({differences: [], digestMatches: true});
    (await run(CONFIRM, {id}, owner)).expectRefusal('EXTERNAL_VOTES_FROZEN');
    (await bring({tableId: late, reason: 'x'})).expectRefusal('EXTERNAL_VOTES_FROZEN');
    expect((await seen(clerk)).mayImport).toBe(false);
    expect((await seen(nobody)).inForce.counts).toEqual([]);
  });

  test('with the public notice the counts are everybody’s', async () => {
    const {round} = (
      await run('query ($id: ID!) {round(id: $id) {result {id}}}', {id: game.roundId}, owner)
    ).expectData();
    (
      await run('mutation ($id: ID!) {beginPublicNotice(resultId: $id) {state}}', {id: round.result.id}, owner)
    ).expectData();
    expect((await seen(nobody)).inForce).toMatchObject({total: 1150, importedBy: null});
  });

  test('a file comes back byte for byte, for who may, and what nobody took is gone after a day', async () => {
    const bytes = Buffer.alloc(150_001, '编号,票数\n');
    const id = await file('big.csv', bytes);
    const view = await game.service.slices.rounds.viewById(game.roundId);
    const {externalFiles} = game.service.slices;
    expect(await externalFiles.find(unit, view, id)).toBeNull();
    expect((await externalFiles.bytes((await externalFiles.find(auditor, view, id))!)).equals(bytes)).toBe(true);
    game.clock.set('2024-08-18T16:00:00.000Z');
    await file('next.csv', Buffer.from('a,b'));
    expect(await externalFiles.find(owner, view, id)).toBeNull();
    const [{n}] = await game.service.database.read.query(
      'SELECT COUNT(*) AS n FROM external_file_piece WHERE fileId = ?',
      [id],
    );
    expect(Number(n)).toBe(0);
  });
});
