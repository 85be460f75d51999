import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import {isDuplicate} from '@concours/kernel/database';
import type {Logger} from '@concours/kernel/log';
import {createHash} from 'node:crypto';
import {In} from 'typeorm';
import {AppDay} from './app-key.js';

const SOON_MS = 5_000;
/** Of the tokens seen lately; beyond it they are forgotten, and one that comes again is counted again. */
const MOST_REMEMBERED = 100_000;
const SHANGHAI_MS = 8 * 3_600_000;

/** How many voters come by which app: never in their way, and written every few seconds. */
export class VoterTokenCount {
  private readonly seen = new Set<string>();
  private pending = new Map<string, {appId: string; day: string; tokens: number}>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly realTime: Clock,
    private readonly log: Logger,
  ) {}

  saw(appId: string, token: string): void {
    const mark = createHash('sha256').update(token).digest('base64url');
    if (this.seen.has(mark)) return;
    if (this.seen.size >= MOST_REMEMBERED) this.seen.clear();
    this.seen.add(mark);
    const day = new Date(this.realTime.now().getTime() + SHANGHAI_MS).toISOString().slice(0, 10);
    const key = `${appId} ${day}`;
    const counted = this.pending.get(key) ?? {appId, day, tokens: 0};
    counted.tokens++;
    this.pending.set(key, counted);
    this.timer ??= setTimeout(() => void this.write(), SOON_MS).unref();
  }

  /** Writes what waits. Fails into the log only. */
  async write(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const counted = [...this.pending.values()];
    this.pending = new Map();
    for (const one of counted) {
      // two instances that count an app's first token of a day: the second of them adds to the row of the first
      const add = () => this.add(one);
      await add()
        .catch((error: unknown) => {
          if (!isDuplicate(error)) throw error;
          return add();
        })
        .catch((error: unknown) => this.log.warn({err: error}, 'voter tokens could not be counted'));
    }
  }

  /** The days of each app, the latest first. */
  async ofApps(appIds: readonly string[]): Promise<AppDay[][]> {
    const since = new Date(this.realTime.now().getTime() - 30 * 86_400_000).toISOString().slice(0, 10);
    const rows = await this.database.read.find(AppDay, {where: {appId: In([...appIds])}, order: {day: 'DESC'}});
    return appIds.map((id) => rows.filter(({appId, day}) => appId === id && day >= since));
  }

  private add({appId, day, tokens}: {appId: string; day: string; tokens: number}): Promise<void> {
    return this.database.write(
      async (manager) => {
        const {affected} = await manager.increment(AppDay, {appId, day}, 'tokens', tokens);
        if (!affected) await manager.insert(AppDay, {appId, day, tokens});
      },
      {unaudited: 'voters are counted; nothing has changed'},
    );
  }
}
