import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {inputInvalid, notFound} from '@concours/kernel/refusal';
import type {Campaigns} from '../campaigns/campaign.service.js';
import {inWords, type WordedChange} from './change-words.rules.js';
import {changesBetween} from './definition.changes.rules.js';
import {type Edit, editSource} from './definition.edit.js';
import {sourceUnreadable} from './definition.refusals.js';
import type {Definitions} from './definition.service.js';
import {shiftDefinition} from './definition.shift.js';
import {readSource} from './definition.source.js';
import {DefinitionVersion} from './definition-version.js';

const EDITS_MOST = 50;
const KEY = /^[a-z0-9]+(-[a-z0-9]+)*$/;

export interface VersionOf {
  campaignId: string;
  /** The one that holds when absent. */
  version?: number | null;
}

interface Written {
  campaign?: {key?: unknown; year?: unknown; title?: unknown};
  notice?: {number?: unknown; issued?: unknown};
}

/** What helps to write a definition: nothing of it changes anything but text. */
export class DefinitionTools {
  constructor(
    private readonly database: Database,
    private readonly campaigns: Campaigns,
    private readonly definitions: Definitions,
  ) {}

  edit(caller: Caller, source: string, edits: readonly Edit[]): string {
    this.definitions.demandSomewhere(caller);
    if (edits.length > EDITS_MOST) throw inputInvalid({field: 'edits'});
    readable(source);
    return editSource(source, edits);
  }

  /** Next year's campaign: the file that holds, with its dates moved; the notice's number is another one then. */
  async clone(
    caller: Caller,
    {campaignId, key, days, year}: {campaignId: string; key: string; days?: number | null; year?: number | null},
  ): Promise<string> {
    this.definitions.demandSomewhere(caller);
    if (!KEY.test(key) || key.length > 40) throw inputInvalid({field: 'key'});
    if ((days ?? null) === null ? (year ?? null) === null : (year ?? null) !== null)
      throw inputInvalid({field: 'days'});
    const {content} = await this.version(caller, {campaignId});
    const written = readable(content.source);
    const from = yearOf(written, content.source);
    const years = typeof year === 'number' ? year - from : 0;
    const moved = {days: days ?? 0, years};
    if (Math.abs(moved.days) > 36_600 || Math.abs(years) > 100) throw inputInvalid({field: 'days'});
    return editSource(shiftDefinition(content.source, moved), [
      {path: 'campaign.key', value: key},
      ...(years === 0 ? [] : renamed(written, from, from + years)),
      ...(written.notice?.number === undefined ? [] : [{path: 'notice.number'}]),
    ]);
  }

  /** As the files are written: of one campaign in two versions, or of two campaigns. */
  async compare(caller: Caller, one: VersionOf, other: VersionOf): Promise<WordedChange[]> {
    const [before, after] = [await this.version(caller, one), await this.version(caller, other)].map(({content}) =>
      readable(content.source),
    );
    return inWords(changesBetween(before, after), before, after);
  }

  private async version(caller: Caller, {campaignId, version}: VersionOf): Promise<DefinitionVersion> {
    const campaign = await this.campaigns.one(caller, campaignId);
    const wanted = version ?? campaign.definitionVersion;
    const found = await this.database.read.findOneBy(DefinitionVersion, {campaignId, version: wanted});
    if (!found) throw notFound();
    return found;
  }
}

function readable(source: string): Written {
  const {data, problems} = readSource(source);
  if (typeof data !== 'object' || data === null) throw sourceUnreadable({line: problems[0]?.line ?? 1});
  return data;
}

/** The year of a campaign: as it is written, of its notice, or of the first date in it. */
function yearOf({campaign, notice}: Written, source: string): number {
  if (typeof campaign?.year === 'number') return campaign.year;
  const dated = typeof notice?.issued === 'string' ? notice.issued : source.replace(/#.*$/gm, '');
  return Number(/(?<!\d)(\d{4})-\d{2}/.exec(dated)?.[1] ?? 0);
}

/** The year where it is written, and in the title. */
function renamed({campaign}: Written, from: number, to: number): Edit[] {
  const title = campaign?.title;
  const texts = typeof title === 'object' && title !== null ? Object.entries(title) : [['', title]];
  const retitled = texts.flatMap(([language, text]): Edit[] =>
    typeof text === 'string' && text.includes(String(from))
      ? [{path: `campaign.title${language ? `.${language}` : ''}`, value: text.replaceAll(String(from), String(to))}]
      : [],
  );
  return [...(campaign?.year === undefined ? [] : [{path: 'campaign.year', value: to}]), ...retitled];
}
