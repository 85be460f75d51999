import {defineRefusal} from '@concours/kernel/refusal';

export const resultTallyDiffers = defineRefusal<{counts: number; since: string}>(
  'RESULT_TALLY_DIFFERS',
  ({counts}) => ({
    zh: `有 ${counts} 处票数与已存入的选票不一致，不能封存结果。请联系平台运维人员查明更正；全部选票重新核对无误后警报自动解除（约十分钟内），届时再封存。`,
    en: `Counts are not those of the stored votes (${counts} of them); the result cannot be frozen. Have those who run the platform find out why and put it right: once all votes were counted again without a difference, within ten minutes or so, the alarm is gone and you can freeze.`,
  }),
);
