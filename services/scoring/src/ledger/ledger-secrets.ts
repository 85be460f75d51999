import {randomBytes} from 'node:crypto';
import {type Database, isDuplicate} from '@concours/kernel/database';
import {LedgerSecret} from './ledger-tables.js';

const made = {unaudited: 'a secret of the ledger, made when it is first needed'};

/** The rounds' secrets, each made once and kept for ever. */
export class LedgerSecrets {
  private readonly known = new Map<number, string>();

  constructor(private readonly database: Database) {}

  async of(round: number): Promise<string> {
    const known = this.known.get(round);
    if (known !== undefined) return known;
    const secret = (await this.find(round)) ?? (await this.make(round));
    this.known.set(round, secret);
    return secret;
  }

  private async find(round: number): Promise<string | undefined> {
    return (await this.database.read.findOneBy(LedgerSecret, {round}))?.secret;
  }

  private async make(round: number): Promise<string> {
    const secret = randomBytes(32).toString('hex');
    try {
      await this.database.write((manager) => manager.insert(LedgerSecret, {round, secret}), made);
      return secret;
    } catch (error) {
      const others = isDuplicate(error) ? await this.find(round) : undefined;
      if (others === undefined) throw error;
      return others;
    }
  }
}
