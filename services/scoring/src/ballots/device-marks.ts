import type {LedgerSecrets} from '../ledger/ledger-secrets.js';
import {macBy} from '../ledger/hashes.js';
import {isDevice} from './origin.js';

const DIGITS = 16;

/** Devices as votes carry them: keyed by the round's secret, so that nobody finds a device out, or follows it from round to round. */
export class DeviceMarks {
  constructor(private readonly secrets: Pick<LedgerSecrets, 'of'>) {}

  async of(round: number, device: string | undefined): Promise<string | null> {
    if (!isDevice(device)) return null;
    return macBy(await this.secrets.of(round))(`device\n${device}`).slice(0, DIGITS);
  }
}
