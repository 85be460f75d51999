import type {Tone} from '@/ui/StateTag.vue';

export type ReportState = 'DRAFT' | 'SUBMITTED' | 'RETURNED' | 'APPROVED' | 'STRUCK';

const tones: Record<ReportState, Tone> = {
  DRAFT: 'plain',
  SUBMITTED: 'waiting',
  RETURNED: 'warn',
  APPROVED: 'good',
  STRUCK: 'bad',
};

export const reportTone = (state: ReportState): Tone => tones[state];
