import type {Caller} from '@concours/kernel/identity';
import {type Answer, execute} from '@concours/kernel/testing/execute';
import {accountWith, grantOf} from '@concours/kernel/testing/callers';
import {engines} from '@concours/kernel/testing/scratch-database';
import {newId} from '@concours/kernel/ids';
import {AuditRow} from '@concours/kernel/audit/audit-row';
import {AlarmCode} from '../alarms/alarm.kinds.js';
import {type Contest, contest} from '../../testing/contest.js';
import {castIn, entryIdsOf, voter} from '../../testing/voting.js';
import {PersonErasureDone} from '../persons/person-erasure.js';
import {verifyLedger} from '../ledger/verify-ledger.js';

const DAY = 86_400_000;
const [owner, second, third] = [1, 2, 3].map(() => accountWith(grantOf('CAMPAIGN_OWNER', 'ah.'))) as [
  Caller,
  Caller,
  Caller,
];
const auditor = accountWith(grantOf('AUDITOR', 'ah.'));
const stranger = accountWith(grantOf('UNIT_ADMIN', 'bj.'));

const CASE = `id number state title note held voided askedAt statementUntil statement statementByName entry {id disqualified}
  signals {kind state ballots} complaints {text} steps {id step measure state reason proposedByName decidedByName yours appealUntil appeal appealAnswer}`;
const OPEN = `mutation ($input: CaseInput!) {openIntegrityCase(input: $input) {${CASE}}}`;
const ASK = `mutation ($input: HearingInput!) {askForStatement(input: $input) {${CASE}}}`;
const STATE = `mutation ($input: StatementInput!) {giveStatement(input: $input) {${CASE}}}`;
const DECIDE = `mutation ($input: DecisionInput!) {decideIntegrityCase(input: $input) {${CASE}}}`;
const CONFIRM = `mutation ($id: ID!) {confirmDecision(decisionId: $id) {${CASE}}}`;
const DECLINE = `mutation ($id: ID!) {declineDecision(decisionId: $id, reason: "not yet") {${CASE}}}`;
const APPEAL = `mutation ($input: AppealInput!) {appealDecision(input: $input) {${CASE}}}`;
const ANSWER = `mutation ($input: AppealDecisionInput!) {decideAppeal(input: $input) {${CASE}}}`;
const SEE = `query ($id: ID!) {integrityCase(id: $id) {${CASE}}}`;
const DESK = `query ($id: ID!, $state: SignalState, $signal: ID) {round(id: $id) {tally {entries {votes}} tallyCorrections {nodes {kind by}} integrity {
  flaggedSignals held voided released openComplaints suspended {id} heldByRule
  signals(state: $state) {totalCount nodes {id kind state ballots marks subject entry {id} figures {kind value}}}
  ballots(first: 3, signalId: $signal) {totalCount pageInfo {hasNextPage endCursor} nodes {id state voter device app entries {id} signals}}
  cases {totalCount nodes {id}} complaints {totalCount nodes {id text}}}}}`;

describe.each(engines)('cases about votes, on %s', (engine) => {
  let game: Contest;
  let entries: string[];
  let unit: Caller;
  beforeEach(async () => {
    game = await (await contest({engine, entries: 3, ballot: {integrity: {hold: []}}})).prepare();
    entries = await entryIdsOf(game);
    const {organisationId} = game.works[1]!;
    await game.tell('OrganisationChanged', organisationId, {
      ...{id: organisationId, path: `ah.${organisationId}.`, parentId: null, level: 'GRASSROOTS', kind: 'ENTERPRISE'},
      ...{code: 'x', name: {zh: '单位', en: 'Unit'}, shortName: {zh: '单位', en: 'Unit'}, aliases: [], closed: false},
    } as never);
    unit = accountWith(grantOf('UNIT_REPORTER', `ah.${organisationId}.`));
  });
  afterEach(() => game.close());

  const ask = (query: string, variables: object, caller: Partial<Caller>): Promise<Answer> =>
    execute(game.service, {query, variables: variables as Record<string, unknown>, caller});
  const done = async (query: string, variables: object, caller: Partial<Caller> = owner) => {
    const data = (await ask(query, variables, caller)).expectData();
    return data[Object.keys(data)[0]!];
  };
  const refused = async (code: string, query: string, variables: object, caller: Partial<Caller> = owner) =>
    (await ask(query, variables, caller)).expectRefusal(code);
  const desk = (variables: object = {}, caller: Partial<Caller> = owner) =>
    done(DESK, {id: game.roundId, ...variables}, caller);
  const votes = async () => (await desk()).tally.entries.map((entry: {votes: number}) => entry.votes);
  /** Seven identities on one phone for the second entry, and three honest votes. */
  const attack = async () => {
    for (let index = 0; index < 7; index++) {
      await castIn(game, {caller: {...voter(`card ${index}`), device: 'phone'}, entryIds: [entries[1]!, entries[2]!]});
    }
    for (const name of ['ann', 'bob', 'cat'])
      await castIn(game, {caller: voter(name), entryIds: [entries[0]!, entries[1]!]});
    await game.service.ledger.sealing.seal();
    await game.service.watching.work();
    return (await desk()).integrity.signals.nodes[0].id as string;
  };
  const open = async (more: object = {}) => {
    const signal = await attack();
    const input = {
      roundId: game.roundId,
      entryId: entries[1],
      title: 'one phone',
      note: 'seen by the clerk',
      signalIds: [signal],
      complaintIds: [],
    };
    return done(OPEN, {input: {...input, ...more}});
  };
  const heard = async () => {
    const found = await open();
    await done(ASK, {input: {caseId: found.id, days: 3}});
    return done(STATE, {input: {caseId: found.id, statement: 'it was our canteen'}}, unit);
  };
  const decide = (caseId: string, measure: string, caller = owner) =>
    done(DECIDE, {input: {caseId, measure, reason: 'one phone, seven cards'}}, caller);
  const whole = async () => {
    await game.service.ledger.sealing.seal();
    return verifyLedger(game.service.database.read, [], () => undefined);
  };

  test('the whole ladder: evidence, hearing, void by two, appeal, and everything back by a third', async () => {
    const found = await heard();
    expect(found).toMatchObject({
      number: 1,
      state: 'HEARING',
      held: 7,
      statement: 'it was our canteen',
      note: null,
      signals: null,
    });
    expect(await votes()).toEqual([3, 3, 0]);
    const proposed = await decide(found.id, 'VOID');
    expect(proposed).toMatchObject({
      state: 'PROPOSED',
      steps: [{measure: 'VOID', state: 'PROPOSED', decidedByName: null, yours: true}],
    });
    const {id} = proposed.steps[0];
    await refused('CASE_SECOND_PERSON', CONFIRM, {id});
    await refused('CASE_DECISION_PENDING', DECIDE, {input: {caseId: found.id, measure: 'WARN', reason: 'or less'}});
    const voided = await done(CONFIRM, {id}, second);
    expect(voided).toMatchObject({
      state: 'DECIDED',
      held: 0,
      voided: 7,
      steps: [{state: 'IN_FORCE', decidedByName: second.name, yours: true}],
    });
    expect(await whole()).toBe(true);
    expect(await votes()).toEqual([3, 3, 0]);
    await refused('NOT_FOUND', APPEAL, {input: {decisionId: id, appeal: 'unjust'}}, stranger);
    expect(await done(APPEAL, {input: {decisionId: id, appeal: 'a canteen has one phone'}}, unit)).toMatchObject({
      state: 'APPEALED',
      steps: [{state: 'APPEALED', appeal: 'a canteen has one phone', yours: false}],
    });
    const answer = {input: {decisionId: id, upheld: false, reason: 'it has'}};
    await refused('CASE_OTHER_PERSON', ANSWER, answer);
    await refused('CASE_OTHER_PERSON', ANSWER, answer, second);
    expect(await done(ANSWER, answer, third)).toMatchObject({
      state: 'HEARING',
      voided: 0,
      steps: [{state: 'REVERSED', appealAnswer: 'it has'}],
    });
    expect(await votes()).toEqual([3, 10, 7]);
    expect(await whole()).toBe(true);
    await refused('CASE_NO_APPEAL', APPEAL, {input: {decisionId: id, appeal: 'again'}}, unit);
    const actions = (await game.service.database.read.find(AuditRow, {order: {id: 'ASC'}})).map(({action}) => action);
    expect(actions.filter((action) => action !== 'exportPerson')).toEqual([
      ...['openIntegrityCase', 'askForStatement', 'giveStatement', 'decideIntegrityCase'],
      ...['confirmDecision', 'appealDecision', 'decideAppeal'],
    ]);
    const kinds = (await desk()).tallyCorrections.nodes.map(({kind}: {kind: string}) => kind);
    expect(kinds).toEqual(['RESTORED', 'VOIDED', 'HELD']);
  });

  test('nobody is judged unheard: asked first, and then the time is up or something was said', async () => {
    const {id} = await open();
    const step = (measure: string) => ({input: {caseId: id, measure, reason: 'looked at'}});
    await refused('CASE_HEARING_FIRST', DECIDE, step('SUSPEND'));
    await refused('CASE_STATEMENT_OVER', STATE, {input: {caseId: id, statement: 'unasked'}}, unit);
    await done(ASK, {input: {caseId: id, days: 2}});
    for (const measure of ['WARN', 'VOID', 'DISQUALIFY']) await refused('CASE_HEARING_FIRST', DECIDE, step(measure));
    expect(await decide(id, 'SUSPEND')).toMatchObject({
      state: 'DECIDED',
      steps: [{measure: 'SUSPEND', state: 'IN_FORCE'}],
    });
    expect((await desk()).integrity.suspended).toEqual([{id: entries[1]}]);
    game.clock.advance(2 * DAY + 1);
    await refused('CASE_STATEMENT_OVER', STATE, {input: {caseId: id, statement: 'too late'}}, unit);
    expect(await decide(id, 'WARN')).toMatchObject({state: 'DECIDED', held: 0});
    // warned: what was put aside counts, and its counting goes on
    expect((await desk()).integrity).toMatchObject({suspended: [], held: 0, released: 7});
    expect(await votes()).toEqual([3, 10, 7]);
  });

  test('who is disqualified takes no more votes and no place; the next one moves up; an appeal brings it back', async () => {
    const {id} = await heard();
    const {steps} = await decide(id, 'DISQUALIFY');
    const standing = async () =>
      (
        await done('query ($id: ID!) {round(id: $id) {standing {rows {entry {id}}}}}', {id: game.roundId})
      ).standing.rows.map((row: {entry: {id: string}}) => row.entry.id);
    expect(await standing()).toContain(entries[1]);
    expect(await done(CONFIRM, {id: steps[0].id}, second)).toMatchObject({entry: {disqualified: true}, voided: 7});
    expect(await standing()).not.toContain(entries[1]);
    (await castIn(game, {caller: voter('dan'), entryIds: [entries[1]!]})).expectRefusal('BALLOT_ENTRY_DISQUALIFIED');
    await done(APPEAL, {input: {decisionId: steps[0].id, appeal: 'not us'}}, unit);
    await done(ANSWER, {input: {decisionId: steps[0].id, upheld: false, reason: 'not them'}}, third);
    expect(await standing()).toContain(entries[1]);
    (await castIn(game, {caller: voter('dan'), entryIds: [entries[1]!]})).expectData();
    expect(await votes()).toEqual([3, 11, 7]);
  });

  test('a dismissed case is over and counts everything; a declined decision changes nothing', async () => {
    const {id} = await heard();
    const {steps} = await decide(id, 'VOID');
    expect(await done(DECLINE, {id: steps[0].id}, second)).toMatchObject({
      state: 'HEARING',
      held: 7,
      steps: [{state: 'DECLINED'}],
    });
    expect(await decide(id, 'DISMISS')).toMatchObject({state: 'CLOSED', held: 0, signals: [{state: 'RELEASED'}]});
    await refused('CASE_CLOSED', DECIDE, {input: {caseId: id, measure: 'VOID', reason: 'after all'}});
    expect(await votes()).toEqual([3, 10, 7]);
  });

  test('a case about no entry voids what was put aside, and more of the same is put aside for it', async () => {
    const {id} = await open({entryId: null});
    await refused('CASE_WITHOUT_ENTRY', DECIDE, {input: {caseId: id, measure: 'WARN', reason: 'whom'}});
    await castIn(game, {caller: {...voter('card 8'), device: 'phone'}, entryIds: [entries[1]!]});
    await game.service.ledger.sealing.seal();
    await game.service.watching.work();
    const {steps} = await decide(id, 'VOID');
    expect(await done(CONFIRM, {id: steps[0].id}, second)).toMatchObject({held: 0, voided: 8});
    await refused('CASE_NOTHING_HELD', DECIDE, {input: {caseId: id, measure: 'VOID', reason: 'more'}});
  });

  test('the desk: signals with their evidence, ballots page by page without a name, holding and releasing by hand', async () => {
    const signal = await attack();
    const {integrity} = await desk();
    expect(integrity).toMatchObject({flaggedSignals: 1, held: 0, heldByRule: []});
    expect(integrity.signals.nodes).toMatchObject([
      {
        kind: 'DEVICE',
        state: 'FLAGGED',
        ballots: 7,
        marks: 14,
        subject: expect.stringMatching(/^[0-9a-f]{8}$/),
        figures: [
          {kind: 'VOTERS', value: 7},
          {kind: 'VOTERS_ALLOWED', value: 5},
        ],
      },
    ]);
    const input = {roundId: game.roundId, signalIds: [signal], reason: 'seven cards'};
    const hold = 'mutation ($input: SignalsInput!) {holdBallots(input: $input) {ballots signals {state}}}';
    const release = 'mutation ($input: SignalsInput!) {releaseBallots(input: $input) {ballots signals {state}}}';
    expect(await done(hold, {input})).toEqual({ballots: 7, signals: [{state: 'HELD'}]});
    expect(await done(hold, {input})).toEqual({ballots: 0, signals: [{state: 'HELD'}]});
    expect(await votes()).toEqual([3, 3, 0]);
    const {ballots} = (await desk({signal})).integrity;
    expect(ballots).toMatchObject({totalCount: 7, pageInfo: {hasNextPage: true}});
    expect(ballots.nodes).toHaveLength(3);
    for (const each of ballots.nodes)
      expect(each).toMatchObject({state: 'HELD', signals: ['DEVICE'], entries: [{id: entries[1]}, {id: entries[2]}]});
    expect(new Set(ballots.nodes.map(({voter: name}: {voter: string}) => name)).size).toBe(3);
    expect(JSON.stringify(ballots)).not.toContain('card');
    expect(await done(release, {input})).toEqual({ballots: 7, signals: [{state: 'RELEASED'}]});
    expect(await votes()).toEqual([3, 10, 7]);
    expect(await done(hold, {input})).toEqual({ballots: 7, signals: [{state: 'HELD'}]});
    // an auditor reads and decides nothing; everybody else does not know that there is anything
    expect((await desk({}, auditor)).integrity).toMatchObject({held: 7});
    await refused('NOT_PERMITTED', hold, {input}, auditor);
    expect((await desk({}, unit)).integrity).toBeNull();
    expect((await desk({}, unit)).tallyCorrections.nodes[0]).toEqual({kind: 'HELD', by: null});
  });

  test('a case is seen by those who read signals and by its entrant, who is not told what speaks against others', async () => {
    const {id} = await open();
    expect(await done(SEE, {id}, auditor)).toMatchObject({
      note: 'seen by the clerk',
      signals: [{kind: 'DEVICE'}],
      complaints: [],
    });
    expect(await done(SEE, {id}, unit)).toMatchObject({note: null, signals: null, complaints: null});
    expect(await done(SEE, {id}, stranger)).toBeNull();
    const mine = 'query {casesOfMyWorks {id}}';
    expect(await done(mine, {}, unit)).toEqual([]);
    await done(ASK, {input: {caseId: id, days: 1}});
    expect(await done(mine, {}, unit)).toEqual([{id}]);
    expect(await done(mine, {}, stranger)).toEqual([]);
    await refused('NOT_FOUND', STATE, {input: {caseId: id, statement: 'we know'}}, stranger);
    await refused('NOT_PERMITTED', STATE, {input: {caseId: id, statement: 'we know'}}, owner);
  });

  test('the result waits for counts that differ from the votes, and for open cases', async () => {
    await open();
    game.clock.set('2024-08-17T00:00:00.000Z');
    const freeze = 'mutation ($id: ID!) {freezeResult(roundId: $id) {id}}';
    const {slices, database} = game.service;
    const {ref} = (await slices.rounds.viewById(game.roundId)).round;
    await slices.alarms.raise(ref, AlarmCode.TALLY_DIFFERS, 2);
    expect(await refused('RESULT_TALLY_DIFFERS', freeze, {id: game.roundId})).toMatchObject({counts: 2});
    await slices.alarms.raise(ref + 1, AlarmCode.TALLY_DIFFERS, 1);
    await slices.alarms.clear(ref, AlarmCode.TALLY_DIFFERS);
    await refused('RESULT_BALLOTS_HELD', freeze, {id: game.roundId});
    const [found] = (await desk()).integrity.cases.nodes;
    await done(ASK, {input: {caseId: found.id, days: 1}});
    game.clock.advance(2 * DAY);
    await database.write((manager) => manager.query("UPDATE ballot_hold SET state = 'RELEASED'"));
    expect(await refused('RESULT_CASES_OPEN', freeze, {id: game.roundId})).toMatchObject({cases: 1});
  });

  test('anybody who is signed in may report; it is answered once; nobody is told who it was', async () => {
    const REPORT = 'mutation ($input: ComplaintInput!) {reportComplaint(input: $input) {id state answer}}';
    const REPLY = 'mutation ($input: ComplaintAnswerInput!) {answerComplaint(input: $input) {state answer}}';
    const MINE = 'query {myComplaints {text state answer}}';
    const input = {roundId: game.roundId, entryId: entries[1], kind: 'VOTE_BUYING', text: 'they pay five a vote'};
    await refused('NOT_SIGNED_IN', REPORT, {input}, {kind: 'anonymous'});
    const reporter = accountWith();
    const {id} = await done(REPORT, {input}, reporter);
    await done(REPORT, {input: {...input, text: 'they pay six a vote'}}, voter('ann'));
    expect((await desk()).integrity).toMatchObject({openComplaints: 2, complaints: {totalCount: 2}});
    await refused(
      'NOT_FOUND',
      REPLY,
      {input: {complaintId: id, answer: 'thank you'}},
      accountWith(grantOf('CAMPAIGN_OWNER', 'bj.')),
    );
    await refused('NOT_PERMITTED', REPLY, {input: {complaintId: id, answer: 'thank you'}}, auditor);
    expect(await done(REPLY, {input: {complaintId: id, answer: 'we look into it'}})).toEqual({
      state: 'ANSWERED',
      answer: 'we look into it',
    });
    await refused('COMPLAINT_ANSWERED', REPLY, {input: {complaintId: id, answer: 'again'}});
    expect(await done(MINE, {}, reporter)).toEqual([
      {text: 'they pay five a vote', state: 'ANSWERED', answer: 'we look into it'},
    ]);
    expect(await done(MINE, {}, voter('ann'))).toEqual([{text: 'they pay six a vote', state: 'OPEN', answer: null}]);
    expect(await done(MINE, {}, stranger)).toEqual([]);
    for (let index = 1; index < 10; index++) await done(REPORT, {input}, reporter);
    await refused('COMPLAINT_TOO_MANY', REPORT, {input}, reporter);
    const gone = {id: newId(), contacts: [], accounts: [reporter.id!], roots: [], authors: false, requestedAt: 'then'};
    await game.tell('PersonErasureRequested', gone.id, gone);
    expect(await done(MINE, {}, reporter)).toEqual([]);
    expect((await desk()).integrity.complaints.totalCount).toBe(11);
    const erasures = await game.service.database.read.find(PersonErasureDone);
    expect(erasures).toMatchObject([{id: gone.id, rows: 10}]);
    expect(await done(MINE, {}, voter('ann'))).toHaveLength(1);
    const trail = await game.service.database.read.findBy(AuditRow, {action: 'reportComplaint'});
    expect(trail.map(({callerId, callerName}) => [callerId, callerName])).toEqual(trail.map(() => [null, null]));
  });
});
