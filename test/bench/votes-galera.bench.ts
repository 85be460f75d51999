import {Galera, galeraProvider, type Conflicts} from './galera.js';
import type {Troubles} from './galera-rivals.js';
import {machine, takeTurns} from './turns.js';
import {schemaOn, Voters} from './votes.js';

const nodes = 3;
const clientsEach = 512;
const turns = 11;
const turnMs = 2_000;

/**
 * Three MariaDB nodes of one Galera cluster on this machine, an instance of the product on each, which adds to tally rows of its own;
 * `shared` is the same code where all three add to the same rows. Those votes have nobody's number, so nobody seals them: less to do for
 * `shared`. `conflicts` are what each node counted in the turns, `undone` the batches of votes among them. One batch of the product that is
 * undone fails the row. What it does beside the votes, sealing for one, takes turns by a lease: instances that reach for it at once
 * meet there, and one of them tries again later.
 */
export const bench = {
  name: 'votes-galera',
  floor: 1.3,
  async run() {
    const provider = galeraProvider();
    if (!provider)
      return {ratio: null, raw: {absent: 'the provider of Galera is not installed: apt-get install galera-4'}};
    const cluster = await Galera.start(provider, nodes, [
      '--innodb-buffer-pool-size=512M',
      '--innodb-log-file-size=512M',
    ]);
    const sides: Side[] = [];
    try {
      for (const role of ['product', 'shared'] as const) sides.push(await Side.start(cluster, role));
      const seen = await takeTurns(turns, sides);
      await cluster.level();
      for (const side of sides) await side.settle();
      const raw = {
        ...machine(),
        ...{nodes, clientsEach, perSecond: seen.perSecond, ratioOfTurns: seen.spread('product', 'shared')},
        ms: Object.fromEntries(sides.map(({name, voters}) => [name, voters[0]!.latency()])),
        conflicts: Object.fromEntries(sides.map(({name, conflicts}) => [name, conflicts])),
        conflictsAtFirst: Object.fromEntries(sides.map(({name, atFirst}) => [name, atFirst])),
        troubles: Object.fromEntries(sides.map(({name, troubles}) => [name, troubles])),
      };
      if (sides[0]!.troubles.undone > 0) throw new Error(`batches were undone: ${JSON.stringify(raw)}`);
      return {ratio: seen.ratio('product', 'shared'), raw};
    } finally {
      for (const {voters} of sides) voters.forEach((each) => each.stop());
      await cluster.stop();
    }
  },
};

const none = (): Conflicts[] => Array.from({length: nodes}, () => ({certFailures: 0, bfAborts: 0, replays: 0}));

/** An instance on each node, over one database. */
class Side {
  /** Of each node, in the turns of this side. */
  readonly conflicts = none();
  readonly atFirst = none();
  readonly troubles: Troubles = {undone: 0, unknown: 0};
  private warm = false;

  private constructor(
    private readonly cluster: Galera,
    readonly name: string,
    readonly voters: readonly Voters[],
  ) {}

  static async start(cluster: Galera, role: 'product' | 'shared'): Promise<Side> {
    const {pathname} = new URL(schemaOn(cluster.nodes[0]!.url));
    const voters: Voters[] = [];
    for (const {url} of cluster.nodes) {
      voters.push(await Voters.start({role, databaseUrl: `${url}${pathname}`}));
      // The first makes the tables and the round; the next one has to see them.
      await cluster.level();
    }
    return new Side(cluster, role, voters);
  }

  /** The first is not counted: each instance takes its number then, and those that ask at once meet. */
  async turn(): Promise<number> {
    const before = await this.cluster.conflicts();
    const rates = await Promise.all(this.voters.map((each) => each.vote(clientsEach, turnMs, 'BY_RANK')));
    const after = await this.cluster.conflicts();
    const sums = this.warm ? this.conflicts : this.atFirst;
    this.warm = true;
    sums.forEach((sum, node) => {
      for (const kind of ['certFailures', 'bfAborts', 'replays'] as const)
        sum[kind] += after[node]![kind] - before[node]![kind];
    });
    return rates.reduce((sum, rate) => sum + rate, 0);
  }
  async settle(): Promise<void> {
    await Voters.settle(...this.voters);
    for (const each of this.voters) {
      const {undone, unknown} = await each.troubles();
      this.troubles.undone += undone;
      this.troubles.unknown += unknown;
    }
  }
}
