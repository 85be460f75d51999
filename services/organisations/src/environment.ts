import {readVault, type EnvironmentReader} from '@concours/kernel/environment';
import type {OrganisationsSettings} from './compose.js';

export const readSettings = (read: EnvironmentReader): OrganisationsSettings => ({vault: readVault(read)});
