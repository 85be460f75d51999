import type {Tone} from '@/ui/StateTag.vue';

const tones = {
  WAITING: 'waiting',
  OPEN: 'good',
  CLOSED: 'plain',
  FROZEN: 'warn',
  ON_NOTICE: 'warn',
  PUBLISHED: 'good',
} as const;

export const roundTone = (state: keyof typeof tones): Tone => tones[state];
