import {eventEntities} from '@concours/kernel/events/tables';
import {RoundsAndBallots20261121110000} from '../migrations/20261121110000-rounds-and-ballots.js';
import {CampaignRecord} from './campaigns/campaign-record.js';
import {Entry} from './entries/entry.js';
import {OrganisationRef} from './organisations/organisation-ref.js';
import {Round} from './rounds/round.js';
import {ShortlistRecord, SubmissionRef} from './submissions/submission-ref.js';

export const entities: Function[] = [
  ...eventEntities,
  CampaignRecord,
  OrganisationRef,
  SubmissionRef,
  ShortlistRecord,
  Round,
  Entry,
];

export const migrations: Function[] = [RoundsAndBallots20261121110000];
