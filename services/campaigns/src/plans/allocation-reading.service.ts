import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {inputInvalid, notFound} from '@concours/kernel/refusal';
import {demand} from '@concours/kernel/scope';
import {unguarded} from '@concours/kernel/tables/formula-guard.rules';
import {tableOf} from '@concours/kernel/tables/table-file';
import {TableRefused} from '@concours/kernel/tables/table-refused';
import {permissions} from '@concours/schema/access';
import {bilingual} from '@concours/schema/definition/values';
import type {Campaigns} from '../campaigns/campaign.service.js';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import {readTable} from './allocation-table.rules.js';
import {AllocationTable} from './allocation-table.js';
import {Plan} from './plan.js';
import {allocationUnreadable} from './plan.refusals.js';

const MOST_ROWS = 2_000;

/** Reads a table that somebody pasted or picked, against the units below one; changes nothing. */
export class AllocationReading {
  constructor(
    private readonly database: Database,
    private readonly campaigns: Campaigns,
  ) {}

  async read(caller: Caller, planId: string, organisationId: string, file: string): Promise<AllocationTable> {
    const unit = await this.database.read.findOneBy(OrganisationRef, {id: organisationId});
    demand(caller, {roles: permissions['plan.allocate'], path: unit?.path ?? '', within: planId});
    const plan = Plan.of(await this.campaigns.one(caller, planId));
    if (!plan) throw notFound();
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(file)) throw inputInvalid({field: 'file'});
    const rows = await tableOf(Buffer.from(file, 'base64'), MOST_ROWS).catch((error: unknown) => {
      if (error instanceof TableRefused) throw allocationUnreadable({problem: error.problem, ...error.text});
      throw error;
    });
    const units = await this.database.read.findBy(OrganisationRef, {parentId: organisationId, closed: false});
    const columns = plan.metrics().map(({key, definition: {name, unit: word}}) => {
      const [names, words] = [bilingual(name), bilingual(word)];
      return {key, headings: [names.zh, names.en, key, `${names.zh}${words.zh}`]};
    });
    const read = readTable(
      rows.map(({number, cells}) => ({number, cells: Array.from(cells, (cell) => unguarded(cell ?? ''))})),
      columns,
      units.map(({id, code, nameZh, nameEn}) => ({id, code, names: [nameZh, nameEn]})),
    );
    return AllocationTable.of(read);
  }
}
