import {AlarmCode} from './alarm.kinds.js';

/** What is wrong, and what to do, for those who run the contest: they are no programmers. `n` is the alarm's count. */
export const alarmWords: Record<AlarmCode, (n: number) => {zh: string; en: string}> = {
  [AlarmCode.TALLY_DIFFERS]: (n) => ({
    zh: `有 ${n} 处票数与已存入的选票不一致。请勿据此公布票数或锁定结果，并立即联系平台运维人员。`,
    en: `Counts are not those of the stored votes (${n} of them). Announce none, don't freeze the result, and call those who run the platform.`,
  }),
  [AlarmCode.BALLOTS_FAILING]: (n) => ({
    zh: `有 ${n} 张选票未能存入，此后尚无选票存入成功。投票人已收到稍后重试的提示，已确认的选票不受影响。请立即联系平台运维人员。`,
    en: `Ballots could not be stored (${n}), and none has been since. Their voters were told to try again; what was confirmed to anybody is safe. Call those who run the platform.`,
  }),
  [AlarmCode.LEDGER_STALLED]: (n) => ({
    zh: `选票账本停止封存，至少有 ${n} 票在等待。票数不受影响，但投票人暂时无法在账本中查到自己的选票。请联系平台运维人员。`,
    en: `Votes are no longer sealed into the ledger (waiting: at least ${n}). Counts are not affected, but voters do not find their ballots there. Call those who run the platform.`,
  }),
  [AlarmCode.WATCH_FAILED]: (n) => ({
    zh: `投票异常检查已停止，有 ${n} 张选票在等待检查，其间不会自动暂存异常选票。已计票数本身准确。请联系平台运维人员，恢复之前请勿公布票数。`,
    en: `Ballots are no longer looked through (waiting: ${n}), and nothing suspicious is put aside meanwhile. What was counted is exact. Call those who run the platform, and announce no counts until this is well again.`,
  }),
  [AlarmCode.HEAD_FAILED]: () => ({
    zh: '应公布的账本摘要逾期未公布。票数不受影响。请联系平台运维人员。',
    en: 'A digest of the ledger is due and was not published. Counts are not affected. Call those who run the platform.',
  }),
  [AlarmCode.CHECK_FAILED]: () => ({
    zh: '票数与已存入选票的核对未能进行，如有差错将无法发现。请联系平台运维人员。',
    en: 'Counts cannot be compared with the stored votes: a difference would go unseen. Call those who run the platform.',
  }),
};

/** Whether something that may take a while is taking too long. */
export type Pace = 'FINE' | 'WAITING' | 'LATE';

/**
 * Tells what moves slowly from what no longer moves. `mark` is whatever changes when it moves; null where there is nothing to wait for.
 * Patience is counted from the first look that saw it at the same mark, by real time: in the demo the clock of the domain jumps.
 */
export class Patience<K> {
  private readonly seen = new Map<K, {mark: string; since: number}>();

  constructor(private readonly patienceMs: number) {}

  look(what: K, mark: string | null, now: number): Pace {
    const before = this.seen.get(what);
    if (mark === null || (before && before.mark !== mark)) {
      if (mark === null) this.seen.delete(what);
      else this.seen.set(what, {mark, since: now});
      return 'FINE';
    }
    if (!before) {
      this.seen.set(what, {mark, since: now});
      return 'WAITING';
    }
    return now - before.since >= this.patienceMs ? 'LATE' : 'WAITING';
  }
}
