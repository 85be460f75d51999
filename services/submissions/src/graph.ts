import type {FileLinks} from '@concours/kernel/files/file-links';
import type {ReferenceLoader, SubgraphParts} from '@concours/kernel/subgraph';
import {permissions} from '@concours/schema/access';
import {assetReferences} from './assets/asset.reference.js';
import {AssetResolver} from './assets/asset.resolver.js';
import type {AssetService} from './assets/asset.service.js';
import {CampaignStub, TrackStub} from './campaigns/campaign-stub.js';
import type {CampaignRefs} from './campaigns/campaign.service.js';
import {ConsentResolver} from './consents/consent.resolver.js';
import type {ConsentService} from './consents/consent.service.js';
import type {PersonalFields} from './personal/personal-fields.service.js';
import {CampaignRetentionResolver, RevealResolver} from './personal/personal.resolver.js';
import type {RetentionService} from './personal/retention.service.js';
import type {RevealService} from './personal/reveal.service.js';
import {PersonFileStub} from './persons/person-file.ext.js';
import type {PersonWorks} from './persons/person-works.service.js';
import {PersonWorksResolver} from './persons/person.resolver.js';
import {RecommendationResolver} from './recommendations/recommendation.resolver.js';
import {OrganisationStub} from './organisations/organisation-stub.js';
import {OrganisationClassesResolver} from './recommendations/organisation.ext.js';
import type {RecommendationService} from './recommendations/recommendation.service.js';
import type {UnitClassService} from './recommendations/unit-class.service.js';
import {ScreeningResolver} from './screenings/screening.resolver.js';
import type {ScreeningService} from './screenings/screening.service.js';
import {CampaignSubmissionsResolver, TrackSubmissionsResolver} from './submissions/campaign.ext.js';
import type {SubmissionAccess} from './submissions/submission-access.service.js';
import type {SubmissionReader} from './submissions/submission-reader.service.js';
import {DefinitionPlanStub, DefinitionPlanWorksResolver} from './submissions/definition-plan.ext.js';
import type {WorkImpact} from './submissions/work-impact.service.js';
import {submissionReferences} from './submissions/submission.reference.js';
import {SubmissionResolver, SubmissionStepResolver} from './submissions/submission.resolver.js';
import type {SubmissionService} from './submissions/submission.service.js';

export interface Slices {
  access: SubmissionAccess;
  submissions: SubmissionService;
  reader: SubmissionReader;
  assets: AssetService;
  links: FileLinks;
  recommendations: RecommendationService;
  unitClasses: UnitClassService;
  screenings: ScreeningService;
  consents: ConsentService;
  campaigns: CampaignRefs;
  revealing: RevealService;
  retention: RetentionService;
  personWorks: PersonWorks;
  personal: PersonalFields;
  workImpact: WorkImpact;
}

const resolvers = [
  SubmissionResolver,
  SubmissionStepResolver,
  AssetResolver,
  RecommendationResolver,
  OrganisationClassesResolver,
  ScreeningResolver,
  ConsentResolver,
  CampaignSubmissionsResolver,
  TrackSubmissionsResolver,
  RevealResolver,
  CampaignRetentionResolver,
  PersonWorksResolver,
  DefinitionPlanWorksResolver,
];

/** This service's part of the graph; without slices it is good for its SDL only. */
export function graph(slices?: Slices): SubgraphParts {
  const parts = {
    name: 'submissions',
    resolvers,
    permissions,
    orphanedTypes: [CampaignStub, TrackStub, PersonFileStub, DefinitionPlanStub],
  };
  if (!slices)
    return {
      ...parts,
      references: {
        ...{Submission: unserved, Asset: unserved, Campaign: unserved, Track: unserved},
        ...{Organisation: unserved, PersonFile: unserved, DefinitionPlan: unserved},
      },
    };
  return {
    ...parts,
    references: {
      Submission: submissionReferences(slices.access),
      Asset: assetReferences(slices.assets),
      // Whether it exists is the owner's to say; what is added here is empty for one that does not.
      Campaign: async (refs) => refs.map((ref) => CampaignStub.of(String(ref.id))),
      Organisation: async (refs) => refs.map((ref) => OrganisationStub.of(String(ref.id))),
      PersonFile: async (refs) => refs.map((ref) => Object.assign(new PersonFileStub(), {id: String(ref.id)})),
      DefinitionPlan: async (refs) => refs.map((ref) => Object.assign(new DefinitionPlanStub(), ref)),
      Track: async (refs) => refs.map((ref) => Object.assign(new TrackStub(), {id: String(ref.id)})),
    },
    instances: [
      new SubmissionResolver(slices.submissions, slices.reader),
      new SubmissionStepResolver(),
      new AssetResolver(slices.assets, slices.links),
      new RecommendationResolver(slices.recommendations),
      new OrganisationClassesResolver(slices.unitClasses),
      new ScreeningResolver(slices.screenings),
      new ConsentResolver(slices.consents),
      new CampaignSubmissionsResolver(slices.access),
      new TrackSubmissionsResolver(slices.access),
      new RevealResolver(slices.revealing),
      new CampaignRetentionResolver(slices.campaigns, slices.retention),
      new PersonWorksResolver(slices.personWorks),
      new DefinitionPlanWorksResolver(slices.workImpact),
    ],
  };
}

const unserved: ReferenceLoader = () => Promise.reject(new Error('this subgraph was built for its SDL only'));
