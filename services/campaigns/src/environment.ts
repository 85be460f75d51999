import type {EnvironmentReader} from '@concours/kernel/environment';
import type {Settings} from './slices.js';

export const readSettings = (read: EnvironmentReader): Settings => ({
  closeDelayMs: read.integer('STAGE_CLOSE_DELAY_MS', {fallback: 3_000, min: 0, max: 60_000}),
});
