import {readVault, type EnvironmentReader} from '@concours/kernel/environment';
import type {Settings} from './slices.js';

export const readSettings = (read: EnvironmentReader): Settings => ({
  filesDir: read.text('FILES_DIR'),
  linkSecret: read.text('FILE_LINK_SECRET', {pattern: /^.{32,}$/}),
  vault: readVault(read),
  closeDelayMs: read.integer('STAGE_CLOSE_DELAY_MS', {fallback: 3_000, min: 0, max: 60_000}),
});
