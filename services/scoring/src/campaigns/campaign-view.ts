import type {Definition} from '@concours/schema/definition/definition';
import type {RoundDefinition} from '@concours/schema/definition/round';
import type {CampaignRecord} from './campaign-record.js';

/** Both ends inclusive, in milliseconds; null where a date is not settled yet. */
export interface Window {
  opensAt: number | null;
  closesAt: number | null;
}

/** A campaign's definition, read once and shared: never change what hangs on it. */
export class CampaignView {
  readonly id: string;
  readonly key: string;
  readonly version: number;
  readonly definitionVersion: number;
  readonly zone: string;
  readonly ownerOrganisationId: string;
  readonly ownerPath: string;
  readonly definition: Definition;
  /** Organisation ids by the codes that the definition names. */
  readonly organisations: Readonly<Record<string, string>>;
  private readonly windows: ReadonlyMap<string, Window>;

  constructor(record: CampaignRecord) {
    this.id = record.id;
    this.key = record.key;
    this.version = record.version;
    this.definitionVersion = record.definitionVersion;
    this.zone = record.definition.campaign.timezone;
    this.ownerOrganisationId = record.ownerOrganisationId;
    this.ownerPath = record.ownerPath;
    this.definition = record.definition;
    this.organisations = record.organisations;
    this.windows = new Map(
      record.stages.map(({key, opensAt, closesAt}) => [key, {opensAt: instant(opensAt), closesAt: instant(closesAt)}]),
    );
  }

  get rounds(): readonly RoundDefinition[] {
    return this.definition.rounds ?? [];
  }

  round(key: string): RoundDefinition | undefined {
    return this.rounds.find((round) => round.key === key);
  }

  window(stageKey: string): Window {
    return this.windows.get(stageKey) ?? {opensAt: null, closesAt: null};
  }
}

const instant = (text: string | null): number | null => (text === null ? null : Date.parse(text));
