import type {Clock} from '@concours/kernel/clock';
import {isDuplicate, type Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {demandPerson} from '@concours/kernel/scope';
import {randomBytes, randomInt} from 'node:crypto';
import {IsNull, LessThan} from 'typeorm';
import {hashOf, newToken} from '../token.js';
import {Attempts} from './attempts.js';
import {Display} from './display.js';
import {pairingCodeUnknown, pairingThrottled} from './display.refusals.js';
import type {DisplayService} from './display.service.js';
import {DisplayPairing} from './pairing.js';
import {codeOf, newCode, PAIRING_MS} from './pairing.rules.js';
import type {WallAddress} from './wall.js';

/** A hall of screens behind one address asks anew every ten minutes. */
const BEGUN_PER_ADDRESS = 200;
/** At 23⁸ codes nobody hits one of a few that stand on screens by guessing ten times. */
const WRONG_PER_ACCOUNT = 10;

export interface BegunPairing {
  code: string;
  /** For the screen alone: it gets its token by it. */
  secret: string;
  expiresAt: Date;
}

export type PairingState = {state: 'OVER'} | {state: 'WAITING'} | {state: 'PAIRED'; token: string};

/** How a screen with neither keyboard nor account becomes somebody's display. */
export class PairingService {
  private readonly begun: Attempts;
  private readonly wrong: Attempts;

  constructor(
    private readonly database: Database,
    private readonly realTime: Clock,
    private readonly displays: DisplayService,
  ) {
    const now = () => realTime.now().getTime();
    this.begun = new Attempts(BEGUN_PER_ADDRESS, now);
    this.wrong = new Attempts(WRONG_PER_ACCOUNT, now);
  }

  /** Anybody may: a code that nobody types gives nothing. */
  async begin(address: string): Promise<BegunPairing> {
    const retryAfterSeconds = this.begun.take(address);
    if (retryAfterSeconds !== null) throw pairingThrottled({retryAfterSeconds});
    const createdAt = this.realTime.now();
    const expiresAt = new Date(createdAt.getTime() + PAIRING_MS);
    const secret = randomBytes(32).toString('base64url');
    const once = async (): Promise<string> => {
      const code = newCode((below) => randomInt(below));
      const row = {id: newId(), code, secretHash: hashOf(secret), displayId: null, createdAt, expiresAt};
      await this.database.write(
        async (manager) => {
          await manager.delete(DisplayPairing, {expiresAt: LessThan(createdAt)});
          await manager.insert(DisplayPairing, row);
        },
        {unaudited: 'a screen shows a code; nothing has changed before somebody types it'},
      );
      return code;
    };
    const code = await once().catch((error: unknown) => {
      if (!isDuplicate(error)) throw error;
      return once();
    });
    return {code, secret, expiresAt};
  }

  /** The code is good for one use. Who may not administer displays there learns nothing about codes. */
  async pair(
    caller: Caller,
    i: {code: string; name: string; organisationId: string; wall: WallAddress},
  ): Promise<Display> {
    demandPerson(caller);
    await this.displays.demandPlace(caller, i.organisationId);
    const by = caller.id ?? caller.kind;
    const retryAfterSeconds = this.wrong.take(by);
    if (retryAfterSeconds !== null) throw pairingThrottled({retryAfterSeconds});
    const code = codeOf(i.code);
    if (code === null) throw pairingCodeUnknown();
    const display = await this.database.write(async (manager) => {
      const pairing = await manager.findOneBy(DisplayPairing, {code, displayId: IsNull()});
      const now = this.realTime.now();
      if (!pairing || pairing.expiresAt <= now) throw pairingCodeUnknown();
      // a token that nobody knows stands in until the screen comes for its own
      const made = await this.displays.insertIn(manager, caller, 'pairDisplay', {...i, token: newToken('cd')});
      const taken = await manager.update(
        DisplayPairing,
        {id: pairing.id, displayId: IsNull()},
        {displayId: made.id, expiresAt: new Date(now.getTime() + PAIRING_MS)},
      );
      if (taken.affected !== 1) throw pairingCodeUnknown();
      return made;
    });
    this.wrong.giveBack(by);
    return display;
  }

  /** What the screen asks every few seconds. Until its code runs out it gets a token each time: the answer before may have been lost. */
  async state(secret: string): Promise<PairingState> {
    const secretHash = hashOf(secret);
    const pairing = await this.database.read.findOneBy(DisplayPairing, {secretHash});
    if (!pairing || pairing.expiresAt <= this.realTime.now()) return {state: 'OVER'};
    const {displayId} = pairing;
    if (displayId === null) return {state: 'WAITING'};
    const token = newToken('cd');
    const given = await this.database.write(
      (manager) => manager.update(Display, {id: displayId}, {tokenHash: hashOf(token)}),
      {unaudited: 'the pairing is recorded; until its code runs out each answer brings a token'},
    );
    return given.affected === 1 ? {state: 'PAIRED', token} : {state: 'OVER'};
  }
}
