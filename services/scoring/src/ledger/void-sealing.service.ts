import type {Database} from '@concours/kernel/database';
import {takeLease} from '@concours/kernel/leased-loop';
import {IsNull} from 'typeorm';
import {commitmentsOf} from './ballot-commitments.js';
import {blockAfter, chainEnd} from './chain-end.js';
import {LedgerOrder} from './ledger-order.js';
import type {LedgerSecrets} from './ledger-secrets.js';
import {LedgerBlock, LedgerChain, LedgerLease} from './ledger-tables.js';
import {batchOfOrder, voidLineOf} from './void.rules.js';
import type {VoteLines} from './vote-lines.js';

const ORDERS = 20;

/** Chains what was voided: a block for each order, once the ballots themselves have theirs. */
export class VoidSealing {
  constructor(
    private readonly parts: {
      database: Database;
      secrets: LedgerSecrets;
      lines: VoteLines;
      /** Whose lease it works under: that of the sealing. */
      me: string;
    },
  ) {}

  /** Answers how many lines were sealed. */
  async seal(): Promise<number> {
    const {read} = this.parts.database;
    let sealed = 0;
    const waiting = new Set<string>();
    for (let after = 0; ;) {
      const orders = await read
        .createQueryBuilder(LedgerOrder, 'o')
        .where('o.block IS NULL AND o.id > :after', {after})
        .orderBy('o.id')
        .take(ORDERS)
        .getMany();
      if (orders.length === 0) return sealed;
      for (const order of orders) {
        after = order.id;
        // in the order of the decisions: what is restored was voided before
        const chain = `${order.round} ${order.writer}`;
        const lines = waiting.has(chain) ? null : await this.linesOf(order);
        if (lines && (await this.write(order, lines))) sealed += lines.length;
        else waiting.add(chain);
      }
    }
  }

  /** Null while a ballot of it has not been sealed itself. */
  private async linesOf({round, writer, kind, ballots, reasonHash}: LedgerOrder): Promise<string[] | null> {
    const commitments = await commitmentsOf(this.parts.database.read, {round, writer, ballots});
    const isWhole = ballots.every(([batch, seq]) => commitments.has(`${batch}:${seq}`));
    if (!isWhole) return null;
    return ballots.map(([batch, seq]) =>
      voidLineOf({kind, batch, seq, commitment: commitments.get(`${batch}:${seq}`)!, reasonHash}),
    );
  }

  /** False where another instance has the lease, or has put a block there meanwhile. */
  private async write({id, round, writer}: LedgerOrder, lines: string[]): Promise<boolean> {
    const {database, secrets, me} = this.parts;
    const roundId = await this.parts.lines.roundId(round);
    const end = await chainEnd(database.read, {round, roundId, writer, secret: await secrets.of(round)});
    const {block, chain} = blockAfter(end, {kind: 'VOIDS', roundId, batch: batchOfOrder(id), marks: 0, lines});
    return database.write(async (manager) => {
      if (!(await takeLease(manager, LedgerLease, me))) return false;
      const now = await manager.findOneBy(LedgerChain, {round, writer});
      if ((now?.blocks ?? 0) !== block.number) return false;
      const {affected} = await manager.update(LedgerOrder, {id, block: IsNull()}, {block: block.number});
      if (affected !== 1) return false;
      await manager.createQueryBuilder().insert().into(LedgerBlock).values(block).updateEntity(false).execute();
      await manager.save(LedgerChain, chain);
      return true;
    });
  }
}
