import type {EntityManager} from 'typeorm';

/** A register of people that counts towards a metric (R45): what its owner tells when everything is counted again. */
export interface RegisterSource {
  /** How many each unit itself has registered for the campaign. */
  counts(manager: EntityManager, campaignId: string): Promise<ReadonlyMap<string, number>>;
}

/** Nobody keeps a register. */
export const noRegister: RegisterSource = {counts: async () => new Map()};
