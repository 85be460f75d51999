import type {Tone} from '@/ui/StateTag.vue';

export const caseTones = {
  OPEN: 'waiting',
  HEARING: 'waiting',
  PROPOSED: 'warn',
  DECIDED: 'good',
  APPEALED: 'warn',
  CLOSED: 'plain',
} as const satisfies Record<string, Tone>;

export const stepTones = {
  PROPOSED: 'waiting',
  DECLINED: 'plain',
  IN_FORCE: 'good',
  APPEALED: 'warn',
  UPHELD: 'good',
  REVERSED: 'plain',
} as const satisfies Record<string, Tone>;
