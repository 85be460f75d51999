import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {AccountService} from '../accounts/account.service.js';
import type {AttemptService} from '../accounts/attempt.service.js';
import type {ErrandService} from '../errands/errand.service.js';
import type {MailService} from '../mail/mail.service.js';
import type {LinkService} from './link.service.js';

const KIND = 'reset';
const USEFUL_MS = 900_000;

/**
 * Somebody says to have lost a password. Whether there is such an account is found out after the answer, by whoever runs
 * errands: until then the same is done for every name, so neither the words nor the time tell anything.
 */
export class ResetRequestService {
  constructor(
    private readonly database: Database,
    private readonly realTime: Clock,
    private readonly attempts: AttemptService,
    private readonly errands: ErrandService,
    private readonly mail: MailService,
    accounts: AccountService,
    links: LinkService,
  ) {
    errands.teach(KIND, async (what) => {
      const {nameOrEmail} = what as {nameOrEmail: string};
      for (const account of await accounts.byNameOrEmail(nameOrEmail)) await links.mailReset(account);
    });
  }

  async request(nameOrEmail: string, address: string): Promise<void> {
    const asked = nameOrEmail.slice(0, 254);
    // each request counts as a failure, so that nobody's mailbox is filled
    const trying = {name: `reset ${asked.normalize('NFKC').trim().toLowerCase()}`, address: `reset ${address}`};
    await this.attempts.take(trying);
    await this.attempts.failed(trying);
    if (!this.mail.possible) return;
    const until = new Date(this.realTime.now().getTime() + USEFUL_MS);
    await this.database.write(
      (manager) => this.errands.sendIn(manager, {kind: KIND, what: {nameOrEmail: asked}, until}),
      {unaudited: 'asking changes nothing yet, and everybody may'},
    );
  }
}
