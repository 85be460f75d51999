import type {Tone} from '@/ui/StateTag.vue';

export type WorkState =
  'DRAFT' | 'HANDED_IN' | 'RETURNED' | 'RECOMMENDED' | 'SHORTLISTED' | 'NOT_SHORTLISTED' | 'WITHDRAWN';

export const workStates = [
  'HANDED_IN',
  'RECOMMENDED',
  'SHORTLISTED',
  'NOT_SHORTLISTED',
  'RETURNED',
  'DRAFT',
  'WITHDRAWN',
] as const;

const tones: Record<WorkState, Tone> = {
  DRAFT: 'plain',
  HANDED_IN: 'waiting',
  RETURNED: 'warn',
  RECOMMENDED: 'waiting',
  SHORTLISTED: 'good',
  NOT_SHORTLISTED: 'plain',
  WITHDRAWN: 'plain',
};

export const workTone = (state: WorkState): Tone => tones[state];
