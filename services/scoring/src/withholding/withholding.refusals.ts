import {defineRefusal} from '@concours/kernel/refusal';

export const resultBallotsHeld = defineRefusal<{ballots: number; entries: number}>(
  'RESULT_BALLOTS_HELD',
  ({ballots, entries}) => ({
    zh: `还有 ${ballots} 张选票暂存待核、${entries} 个作品暂停计票，请先逐一作出决定，再封存结果。`,
    en: `${ballots} ballots are put aside and the counting of ${entries} entries is suspended. Decide on them first, then freeze the result.`,
  }),
);

export const integrityResultFrozen = defineRefusal('INTEGRITY_RESULT_FROZEN', () => ({
  zh: '该赛段的结果已经封存，计票不能再更正。',
  en: 'The result of this round is frozen: its counts can no longer be corrected.',
}));
