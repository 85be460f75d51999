import {join} from 'node:path';
import {newId} from '@concours/kernel/ids';
import {until} from '../support/child.js';
import {type Mariadb, startMariadb} from '../support/mariadb.js';
import {mayMount, type SmallDisk, smallDisk} from '../support/small-disk.js';
import {alarmsOf, BACK, entriesOf, outcomeOf, Scoring, Voting, whole} from './voting-house.js';

const KILOBYTE = 1_024;

/** Votes on a disk that fills up under them: what was acknowledged stays, somebody is told, and it goes on when there is space. */
const described = mayMount() ? describe : describe.skip;
described.each(['SQLite', 'MariaDB'] as const)('a full disk under %s', (engine) => {
  let disk: SmallDisk;
  let server: Mariadb | undefined;
  let databaseUrl: string;
  let scoring: Scoring;

  beforeAll(async () => {
    disk = smallDisk(engine === 'SQLite' ? 32 : 192);
    if (engine === 'MariaDB') server = await startMariadb(['--innodb-log-file-size=8M'], {}, disk.folder);
    databaseUrl = server
      ? `${server.url}/faults_${newId().toLowerCase()}`
      : `sqlite:${join(disk.folder, 'scoring.db')}`;
    scoring = await new Scoring(databaseUrl).start();
  }, 60_000);
  afterAll(async () => {
    disk.clear();
    await scoring.child.stop();
    await server?.stop();
    disk.remove();
  });

  test('nothing acknowledged is lost, the readiness or an alarm says so, and it goes on when there is space', async () => {
    const {port} = scoring;
    const voting = new Voting(await entriesOf(port), () => port).start();
    await voting.reach(150);
    disk.fill(256 * KILOBYTE);
    await until('ballots to fail', async () => voting.unsure > 100, {timeoutMs: 60_000});
    // MariaDB may still have room in the pages that a probe touches, and then staff are told; or end itself ("out of disk space in
    // rollback"), and then nobody can be told anything. SQLite does both.
    const isTold = async (): Promise<boolean> =>
      (await alarmsOf(port).catch(() => [] as string[])).includes('BALLOTS_FAILING');
    if (server) await until('a no or an alarm', async () => !(await scoring.isReady()) || (await isTold()));
    else {
      await until('the readiness to say no', async () => !(await scoring.isReady()));
      expect(await isTold()).toBe(true);
    }
    const before = voting.acknowledged.size;
    disk.clear();
    await until(
      'ballots to be stored',
      async () => {
        // as whatever watches over it would do
        if (server && !server.child.running()) await server.restart();
        return voting.acknowledged.size > before;
      },
      BACK,
    );
    await voting.reach(150);
    await until('the readiness to say yes', () => scoring.isReady());
    expect(await alarmsOf(port)).toEqual([]);
    await voting.end();
    await scoring.child.stop();
    expect(await outcomeOf(databaseUrl, voting)).toEqual(whole(voting));
  }, 180_000);
});
