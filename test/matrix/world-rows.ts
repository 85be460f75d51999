import type {Caller} from '@concours/kernel/identity';
import type {Siege} from '../federation/siege.js';
import type {CampaignKey, Place, Spot} from './places.js';

export interface Row extends Spot {
  id: string;
}
export interface Work extends Row {
  /** Its one file that is no cover. */
  state: 'RECOMMENDED' | 'RETURNED' | 'WITHDRAWN' | 'SHORTLISTED';
}
export interface RoundRow extends Row {
  key: string;
  state: 'open' | 'frozen' | 'past';
  entries: Row[];
  result?: string;
}

export interface World {
  siege: Siege;
  system: Caller;
  unit(place: Place): string;
  campaign: Record<CampaignKey, string>;
  /** Of each campaign a change of its definition that was proposed and taken back. */
  proposals: Record<CampaignKey, string>;
  works: Work[];
  reports: (Row & {state: 'APPROVED' | 'RETURNED'})[];
  reminders: Row[];
  /** Of each unit in each campaign; questions are about the track song. */
  forwardings: Row[];
  questions: Row[];
  announcements: Row[];
  contacts: Row[];
  publicists: Row[];
  /** A fixed month of each campaign. */
  months: Row[];
  rounds: RoundRow[];
  /** Of each unit a person with a role there, a key of theirs, and a screen. */
  accounts: Row[];
  grants: Row[];
  keys: Row[];
  displays: Row[];
  apps: Row[];
  imports: Row[];
  /** Rows of the trail, of campaigns and of none. */
  trail: Row[];
}
