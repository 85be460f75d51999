import type {Tone} from '@/ui/StateTag.vue';

const tones = {
  WAITING: 'waiting',
  OPEN: 'good',
  CLOSED: 'plain',
  FROZEN: 'warn',
  ON_NOTICE: 'warn',
  PUBLISHED: 'good',
} as const;
type RoundState = keyof typeof tones;

export const roundTone = (state: RoundState): Tone => tones[state];

/** Nothing moves any more. */
export const isOver = (state: RoundState): boolean => state === 'CLOSED' || isSealed(state);

/** From its freezing on, neither scores nor seats change. */
export const isSealed = (state: RoundState): boolean => ['FROZEN', 'ON_NOTICE', 'PUBLISHED'].includes(state);
