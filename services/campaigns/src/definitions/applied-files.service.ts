import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import type {DefinitionFile} from '@concours/schema/definition/definition';
import {In} from 'typeorm';
import {visibleTo} from '../campaigns/campaign-sight.service.js';
import {Campaign} from '../campaigns/campaign.js';
import type {OrganisationRefs} from '../organisations/organisation-ref.service.js';
import type {Surroundings} from './definition.check.js';
import {parentKeys} from './inherit.rules.js';

/** Rings can't be applied; this is for the day on which one has been all the same. */
const MOST_LEVELS = 20;

/** The definitions that hold, as they were written, with what they inherit. */
export class AppliedFiles {
  constructor(
    private readonly database: Database,
    private readonly organisations: OrganisationRefs,
  ) {}

  /** What a definition is checked against for somebody. */
  around(caller: Caller): Surroundings {
    return {
      organisations: (codes) => this.organisations.byCodes(codes),
      campaigns: (keys) => this.byKeys(caller, keys),
    };
  }

  /**
   * Of these campaigns and of all above them. What does not exist is left out, and so is what the caller may not see: a campaign that is
   * not public gives nothing to take over, and nothing to find out.
   */
  private async byKeys(caller: Caller, keys: readonly string[]): Promise<ReadonlyMap<string, DefinitionFile>> {
    const files = new Map<string, DefinitionFile>();
    const seen = new Set<string>();
    let wanted = [...new Set(keys)];
    for (let level = 0; wanted.length > 0 && level < MOST_LEVELS; level++) {
      const found = await this.database.read.findBy(Campaign, {key: In(wanted)});
      for (const key of wanted) seen.add(key);
      const known = level === 0 ? await visibleTo(caller, found, this.database.read) : found;
      for (const {key, file} of known) files.set(key, file);
      wanted = [...new Set(known.flatMap(({file}) => parentKeys(file)))].filter((key) => !seen.has(key));
    }
    return files;
  }
}
