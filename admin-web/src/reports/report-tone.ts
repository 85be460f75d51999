import type {Tone} from '@/ui/StateTag.vue';

export type ReportState = 'DRAFT' | 'SUBMITTED' | 'RETURNED' | 'APPROVED';

const tones: Record<ReportState, Tone> = {DRAFT: 'plain', SUBMITTED: 'waiting', RETURNED: 'warn', APPROVED: 'good'};

export const reportTone = (state: ReportState): Tone => tones[state];
