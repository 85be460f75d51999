import {auditEntities} from '@concours/kernel/audit/tables';
import {eventEntities} from '@concours/kernel/events/tables';
import {PersonalKey} from '@concours/kernel/personal/personal-key';
import {WorksAndFiles20261121103000} from '../migrations/20261121103000-works-and-files.js';
import {Audit20261121180000} from '../migrations/20261121180000-audit.js';
import {KeysOfWorks20261121180500} from '../migrations/20261121180500-personal-keys.js';
import {PersonalFields20261121180510} from '../migrations/20261121180510-personal-fields.js';
import {ErasuresOfWorks20261121180521} from '../migrations/20261121180521-person-erasures.js';
import {HeldTracks20261121211200} from '../migrations/20261121211200-held-tracks.js';
import {Asset} from './assets/asset.js';
import {CampaignRef} from './campaigns/campaign-ref.js';
import {Consent} from './consents/consent.js';
import {OrganisationRef} from './organisations/organisation-ref.js';
import {PersonalField, PersonalLookUp} from './personal/personal-field.js';
import {PersonalRetention} from './personal/personal-retention.js';
import {PersonErasureDone} from './persons/person-erasure.js';
import {Recommendation} from './recommendations/recommendation.js';
import {ShortlistPlace} from './screenings/shortlist-place.js';
import {Shortlist} from './screenings/shortlist.js';
import {AuthorPlace} from './submissions/author-place.js';
import {SubmissionCounter} from './submissions/submission-counter.js';
import {SubmissionStep} from './submissions/submission-step.js';
import {Submission} from './submissions/submission.js';

export const entities: Function[] = [
  Submission,
  SubmissionStep,
  SubmissionCounter,
  AuthorPlace,
  Asset,
  Consent,
  Recommendation,
  Shortlist,
  ShortlistPlace,
  OrganisationRef,
  CampaignRef,
  PersonalKey,
  PersonalField,
  PersonalLookUp,
  PersonalRetention,
  PersonErasureDone,
  ...eventEntities,
  ...auditEntities,
];

export const migrations: Function[] = [
  WorksAndFiles20261121103000,
  Audit20261121180000,
  KeysOfWorks20261121180500,
  PersonalFields20261121180510,
  ErasuresOfWorks20261121180521,
  HeldTracks20261121211200,
];
