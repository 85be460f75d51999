import {noticeInstances, noticeResolvers} from './notice-graph.js';
import type {ReferenceLoader, SubgraphParts} from '@concours/kernel/subgraph';
import {permissions} from '@concours/schema/access';
import {CampaignBurdenResolver, PlannedBurdenResolver} from './burden/burden.resolver.js';
import {CampaignResolver} from './campaigns/campaign.resolver.js';
import {OrganisationCampaignsResolver} from './campaigns/organisation.ext.js';
import {
  DefinitionPlanResolver,
  DefinitionResolver,
  DefinitionVersionResolver,
} from './definitions/definition.resolver.js';
import {DefinitionToolsResolver} from './definitions/definition-tools.resolver.js';
import {CampaignDateResolver, DateHistoryResolver} from './dates/date.resolver.js';
import {CampaignProposalsResolver, ProposalResolver} from './definitions/proposal.resolver.js';
import {TrackHostResolver} from './hosts/host.resolver.js';
import {PersonContactsResolver} from './hosts/person-contacts.resolver.js';
import {PersonFileStub} from './persons/person-file.js';
import {CampaignPlanResolver, MetricResolver, PlanResolver} from './plans/plan.resolver.js';
import {ProgressResolver} from './plans/progress.resolver.js';
import {QuotaResolver} from './plans/quota.resolver.js';
import {PointResolver} from './points/point.resolver.js';
import {references} from './references.js';
import {ReminderPolicyResolver, ReminderResolver} from './reminders/reminder.resolver.js';
import {reportResolvers} from './compose-reports.js';
import {AttachmentResolver} from './files/attachment.resolver.js';
import type {Slices} from './slices.js';
import {StagePartsResolver} from './stages/stage-parts.resolver.js';
import {StageResolver} from './stages/stage.resolver.js';
import {TrackResolver} from './tracks/track.resolver.js';

const resolvers: Function[] = [
  ...noticeResolvers,
  CampaignResolver,
  OrganisationCampaignsResolver,
  DefinitionResolver,
  DefinitionVersionResolver,
  DefinitionPlanResolver,
  ProposalResolver,
  DefinitionToolsResolver,
  CampaignProposalsResolver,
  StageResolver,
  StagePartsResolver,
  CampaignDateResolver,
  DateHistoryResolver,
  PointResolver,
  TrackResolver,
  CampaignPlanResolver,
  PlanResolver,
  MetricResolver,
  ProgressResolver,
  QuotaResolver,
  ...reportResolvers,
  AttachmentResolver,
  ReminderResolver,
  ReminderPolicyResolver,
  CampaignBurdenResolver,
  PlannedBurdenResolver,
  TrackHostResolver,
  PersonContactsResolver,
];

/** This service's part of the graph; without slices it can be printed, not executed. */
export function graph(slices?: Slices): SubgraphParts {
  const printed = {name: 'campaigns', resolvers, permissions, orphanedTypes: [PersonFileStub]};
  if (!slices) return {...printed, references: unanswered};
  const {dates, rulings, transitions} = slices;
  const {clock, campaigns, definitions, proposals, stages, plans, feeds, reminders, reminderReading} = slices;
  const instances = [
    ...noticeInstances(slices),
    new CampaignResolver(campaigns, clock),
    new OrganisationCampaignsResolver(campaigns, plans),
    new DefinitionResolver(definitions),
    new DefinitionVersionResolver(definitions),
    new DefinitionPlanResolver(slices.impact),
    new ProposalResolver(proposals),
    new DefinitionToolsResolver(slices.tools, definitions),
    new CampaignProposalsResolver(proposals),
    new StageResolver(stages, clock),
    new StagePartsResolver(campaigns, rulings, transitions),
    new CampaignDateResolver(dates.reading, dates.confirming),
    new DateHistoryResolver(dates.reading),
    new PointResolver(rulings),
    new TrackResolver(),
    new CampaignPlanResolver(),
    new PlanResolver(plans, slices.floors),
    new MetricResolver(plans, campaigns),
    new ProgressResolver(),
    new QuotaResolver(slices.quotas, slices.allocations),
    ...slices.reporting.resolvers,
    new AttachmentResolver(slices.files.links),
    new ReminderResolver(reminders, reminderReading, campaigns),
    new ReminderPolicyResolver(reminders),
    new CampaignBurdenResolver(slices.burden),
    new PlannedBurdenResolver(slices.burden),
    new TrackHostResolver(slices.hosts.desk, slices.hosts.duties, slices.hosts.workPlans, slices.hosts.contacts),
    new PersonContactsResolver(slices.hosts.persons),
  ];
  const subscriptions = {planProgress: ({planId}: {planId: string}) => feeds.subscribe(planId)};
  return {...printed, instances, subscriptions, references: references(slices)};
}

const nobody: ReferenceLoader = async (refs) => refs.map(() => null);
const unanswered = {
  Campaign: nobody,
  Stage: nobody,
  Track: nobody,
  Metric: nobody,
  Organisation: nobody,
  Plan: nobody,
  ActivityReport: nobody,
  PersonFile: nobody,
};
