import type {Database} from '@concours/kernel/database';
import type {DefinitionFile} from '@concours/schema/definition/definition';
import {In} from 'typeorm';
import {Campaign} from '../campaigns/campaign.js';
import {parentKeys} from './inherit.rules.js';

/** Rings can't be applied; this is for the day on which one has been all the same. */
const MOST_LEVELS = 20;

/** The definitions that hold, as they were written, with what they inherit. */
export class AppliedFiles {
  constructor(private readonly database: Database) {}

  /** Of these campaigns and of all above them; a campaign that does not exist is left out. */
  async byKeys(keys: readonly string[]): Promise<ReadonlyMap<string, DefinitionFile>> {
    const files = new Map<string, DefinitionFile>();
    let wanted = [...new Set(keys)];
    for (let level = 0; wanted.length > 0 && level < MOST_LEVELS; level++) {
      const found = await this.database.read.findBy(Campaign, {key: In(wanted)});
      for (const {key, file} of found) files.set(key, file);
      wanted = [...new Set(found.flatMap(({file}) => parentKeys(file)))].filter((key) => !files.has(key));
    }
    return files;
  }
}
