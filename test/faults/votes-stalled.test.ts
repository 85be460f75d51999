import {newId} from '@concours/kernel/ids';
import {createConnection} from 'mysql2/promise';
import {until} from '../support/child.js';
import {type Mariadb, startMariadb} from '../support/mariadb.js';
import {alarmsOf, BACK, entriesOf, outcomeOf, Scoring, Voting, whole} from './voting-house.js';

/** Longer than a client waits for its answer. */
const STALL_MS = 6_000;

/** SIGSTOP: nothing is gone and nothing answers, and then it goes on where it was as if no time had passed. */
describe('what stands still and goes on', () => {
  let server: Mariadb;
  let databaseUrl: string;
  const running: Scoring[] = [];
  const scoring = async (): Promise<Scoring> => {
    const made = await new Scoring(databaseUrl).start();
    running.push(made);
    return made;
  };

  beforeAll(async () => void (server = await startMariadb()), 60_000);
  beforeEach(() => void (databaseUrl = `${server.url}/faults_${newId().toLowerCase()}`));
  afterEach(async () => {
    server.child.process.kill('SIGCONT');
    for (const each of running.splice(0)) {
      each.child.process.kill('SIGCONT');
      await each.child.stop();
    }
  });
  afterAll(() => server.stop());

  test('a database that stands still for longer than clients wait: each ballot counts once', async () => {
    const one = await scoring();
    const voting = new Voting(await entriesOf(one.port), () => one.port).start();
    await voting.reach(150);
    server.child.process.kill('SIGSTOP');
    await until('the readiness to say no', async () => !(await one.isReady()));
    await new Promise((later) => setTimeout(later, STALL_MS));
    const before = voting.acknowledged.size;
    server.child.process.kill('SIGCONT');
    await until('ballots to be stored', async () => voting.acknowledged.size > before, BACK);
    await voting.reach(50);
    expect(await one.isReady()).toBe(true);
    expect(await alarmsOf(one.port)).toEqual([]);
    await voting.end();
    await one.child.stop();
    expect(await outcomeOf(databaseUrl, voting)).toEqual(whole(voting));
  }, 120_000);

  test('an instance that stands still until another has its writer: both write on, and each ballot counts once', async () => {
    const [one, two] = [await scoring(), await scoring()];
    let turn = 0;
    // what one does not answer is sent to the other, under the same id
    const voting = new Voting(await entriesOf(one.port), () => [one.port, two.port][turn++ % 2]).start(32);
    await voting.reach(150);
    const connection = await createConnection(databaseUrl);
    const writersOf = async () =>
      (await connection.query('SELECT id, session, holder FROM vote_writer ORDER BY id'))[0] as {
        id: number;
        session: number;
        holder: string;
      }[];
    const held = await writersOf();
    expect(held).toHaveLength(2);
    one.child.process.kill('SIGSTOP');
    // as when its lease has run out: the one that stands still goes on believing in it
    await connection.query('UPDATE vote_writer SET leased_until = 0');
    const three = await scoring();
    const alone = new Voting(await entriesOf(three.port), () => three.port, 'third').start(4);
    await alone.reach(20);
    const taken = (await writersOf()).filter(({session}, index) => session > (held[index]?.session ?? session));
    expect(taken.length).toBeGreaterThan(0);
    one.child.process.kill('SIGCONT');
    await voting.reach(100);
    await alone.reach(20);
    await Promise.all([voting.end(), alone.end()]);
    await connection.end();
    await Promise.all(running.map(({child}) => child.stop()));
    const acknowledged = new Map([...voting.acknowledged, ...alone.acknowledged]);
    expect(await outcomeOf(databaseUrl, {acknowledged})).toEqual(whole({acknowledged}));
  }, 120_000);
});
