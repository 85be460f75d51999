import type {EnvironmentReader} from '@concours/kernel/environment';
import {parseSigningKeys, type SigningKey, SIGNING_KEYS_PATTERN} from '@concours/kernel/identity';

export interface ScoringSettings {
  /** How often what was voted since the last time is compared with the tallies; 0: never. */
  reconcileEveryMs: number;
  /** The first signs the ledger's heads; the others did before. The same for all instances. */
  ledgerKeys: readonly SigningKey[];
}

export const defaultReconcileEveryMs = 60_000;

export const readSettings = (read: EnvironmentReader): ScoringSettings => ({
  reconcileEveryMs:
    1_000 * read.integer('SCORING_RECONCILE_SECONDS', {fallback: defaultReconcileEveryMs / 1_000, min: 0, max: 86_400}),
  ledgerKeys: parseSigningKeys(read.text('LEDGER_KEYS', {pattern: SIGNING_KEYS_PATTERN})),
});
