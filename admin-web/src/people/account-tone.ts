import type {Tone} from '@/ui/StateTag.vue';

export const accountStates = ['ACTIVE', 'INVITED', 'SUSPENDED'] as const;
export type AccountState = (typeof accountStates)[number];

export const accountTone: Record<AccountState, Tone> = {ACTIVE: 'good', INVITED: 'waiting', SUSPENDED: 'bad'};
