import {hash, verify, type Options} from '@node-rs/argon2';
import {passwordIsName, passwordTooCommon, passwordTooLong, passwordTooShort} from './account.refusals.js';
import {isTooLong, MAX_PASSWORD_BYTES, MIN_PASSWORD_CHARACTERS, passwordFault} from './password.rules.js';

/** 19 MiB, two passes, one lane: the least that is recommended today, about 20 ms a guess. */
const strong: Options = {memoryCost: 19_456, timeCost: 2, parallelism: 1};
/** For tests and the demo's known passwords only. */
const quick: Options = {memoryCost: 64, timeCost: 1, parallelism: 1};

export type PasswordCost = 'strong' | 'quick';

/** argon2id, the library's default kind. */
export class Passwords {
  private readonly options: Options;
  private decoy: Promise<string> | undefined;

  constructor(cost: PasswordCost = 'strong') {
    this.options = cost === 'quick' ? quick : strong;
  }

  /** Refuses what is too short, too long, among the best known, or one of the account's own names. */
  async hash(password: string, names: readonly string[]): Promise<string> {
    const fault = passwordFault(password, names);
    if (fault === 'short') throw passwordTooShort({least: MIN_PASSWORD_CHARACTERS});
    if (fault === 'long') throw passwordTooLong({most: MAX_PASSWORD_BYTES});
    if (fault === 'common') throw passwordTooCommon();
    if (fault === 'name') throw passwordIsName();
    return hash(password.normalize('NFKC'), this.options);
  }

  /**
   * Without a hash it works as long as with one, and says no: how long an answer takes must not tell whether an account
   * exists. Nothing longer than a password may be is hashed at all.
   */
  async matches(password: string, passwordHash: string | null): Promise<boolean> {
    if (isTooLong(password)) return false;
    this.decoy ??= hash('no account has this one', this.options);
    const right = await verify(passwordHash ?? (await this.decoy), password.normalize('NFKC'));
    return right && passwordHash !== null;
  }
}
