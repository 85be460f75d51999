import type {EnvironmentReader} from '@concours/kernel/environment';

export interface ScoringSettings {
  /** How often the ledger of votes is compared with the tallies; 0: never. */
  reconcileEveryMs: number;
}

export const defaultSettings: ScoringSettings = {reconcileEveryMs: 5 * 60_000};

export const readSettings = (read: EnvironmentReader): ScoringSettings => ({
  reconcileEveryMs: 1_000 * read.integer('SCORING_RECONCILE_SECONDS', {fallback: 300, min: 0, max: 86_400}),
});
