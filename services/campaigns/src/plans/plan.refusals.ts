import {defineRefusal} from '@concours/kernel/refusal';

export const progressTooLarge = defineRefusal<{metric: string; most: number}>(
  'PROGRESS_TOO_LARGE',
  ({metric, most}) => ({
    zh: `指标“${metric}”的合计将超过 ${most}，请核对填报数字。`,
    en: `The total of the metric "${metric}" would pass ${most}. Check the reported figures.`,
  }),
);
