import {readVault, type EnvironmentReader} from '@concours/kernel/environment';
import type {SubmissionsSettings} from './compose.js';

export const readSettings = (read: EnvironmentReader): SubmissionsSettings => ({
  filesDir: read.text('FILES_DIR'),
  maxUploadBytes: read.integer('MAX_UPLOAD_BYTES', {fallback: 1_000_000_000, min: 1, max: 2_000_000_000}),
  linkSecret: read.text('FILE_LINK_SECRET', {pattern: /^.{32,}$/}),
  vault: readVault(read),
});
