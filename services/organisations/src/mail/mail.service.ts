import type {EntityManager} from 'typeorm';
import type {ErrandService} from '../errands/errand.service.js';
import type {Letter, Mailer} from './mailer.js';

/** Letters leave after the unit of work that writes them, and wait for a mail server that is down. */
export class MailService {
  constructor(
    private readonly errands: ErrandService,
    private readonly mailer: Mailer | null,
  ) {
    if (mailer) errands.teach('letter', (letter) => mailer.send(letter as Letter));
  }

  /** False where no mail server is set: links are then shown to who makes them. */
  get possible(): boolean {
    return this.mailer !== null;
  }

  /** `until`: when the letter is of no use any more. */
  async postIn(manager: EntityManager, letter: Letter, until: Date): Promise<void> {
    await this.errands.sendIn(manager, {kind: 'letter', what: letter, until});
  }

  close(): void {
    this.mailer?.close();
  }
}
