import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import {systemCaller} from '@concours/kernel/identity';
import {Feeds} from '@concours/kernel/live/feeds';
import type {Logger} from '@concours/kernel/log';
import type {PersonalVault} from '@concours/kernel/personal/vault';
import {BurdenMeters} from './burden/burden.service.js';
import {Campaigns} from './campaigns/campaign.service.js';
import {type NoticeSlices, noticesOf} from './compose-notices.js';
import {OwnerWatch} from './campaigns/owner-watch.service.js';
import {composeHosts, type Hosts} from './compose-hosts.js';
import {composeReports, type Reporting} from './compose-reports.js';
import {composeFiles, type Files, type FileSettings} from './compose-files.js';
import {CampaignImpact} from './definitions/campaign-impact.service.js';
import {DefinitionTools} from './definitions/definition-tools.service.js';
import {Definitions} from './definitions/definition.service.js';
import {UnsetWeights} from './definitions/unset-weights.service.js';
import {CampaignMoments} from './definitions/campaign-moments.service.js';
import {Proposals} from './definitions/proposal.service.js';
import {DateConfirming} from './dates/date-confirming.service.js';
import {DateReading} from './dates/date-reading.service.js';
import type {DeadlineSource} from './dates/deadline.js';
import {FollowingDates} from './dates/following-dates.js';
import {OrganisationRefs} from './organisations/organisation-ref.service.js';
import {PersonErasing} from './persons/person-erasing.service.js';
import {AllocationReading} from './plans/allocation-reading.service.js';
import {PlanExport} from './plans/plan-export.service.js';
import {Floors} from './plans/floors.service.js';
import {ForwardedDeadlines} from './notices/forwarded-deadlines.js';
import {MissingSignatures} from './notices/missing-signatures.service.js';
import {PendingAnnexes} from './notices/pending-annexes.service.js';
import {Plans} from './plans/plan.service.js';
import {PrintedRows} from './plans/printed-rows.js';
import {Quotas} from './plans/quota.service.js';
import {LiveProgress, type ProgressState} from './plans/live-progress.js';
import {Plan} from './plans/plan.js';
import type {PlanProgressEvent} from './plans/live-event.js';
import {Progress} from './plans/progress.service.js';
import {Reconciliation} from './plans/reconciliation.service.js';
import {DateConflicts} from './points/date-conflicts.js';
import type {PointSource} from './points/open-point.js';
import {OpenPoints} from './points/open-points.service.js';
import {Rulings} from './points/rulings.service.js';
import {UnresolvedDates} from './points/unresolved-dates.js';
import {ReminderReading} from './reminders/reminder-reading.service.js';
import {Reminders} from './reminders/reminder.service.js';
import {PublicistRegister} from './publicists/publicist-register.js';
import type {ReportReading} from './reports/report-reading.service.js';
import type {Reports} from './reports/report.service.js';
import {Stages} from './stages/stage.service.js';
import {type TransitionWatcher, Transitions} from './stages/transitions.service.js';

export interface Settings extends FileSettings {
  /** Seals numbers and addresses of persons. */
  vault: PersonalVault;
  /** How far ahead a stage that is closed by hand ends; 3,000 ms when absent. */
  closeDelayMs?: number;
  /** How often it is looked whether stages have opened or closed: 1,000 ms when absent, 0 never. */
  transitionsEveryMs?: number;
  /** Live progress: the shortest time between deltas (250 ms) and the longest silence (2,000 ms). */
  coalesceMs?: number;
  heartbeatMs?: number;
  /** How often every plan is counted again; 15 minutes when absent. */
  reconcileMs?: number;
}

/** The services of every slice, put together. */
export interface Slices extends NoticeSlices {
  clock: Clock;
  organisations: OrganisationRefs;
  campaigns: Campaigns;
  definitions: Definitions;
  points: OpenPoints;
  proposals: Proposals;
  impact: CampaignImpact;
  tools: DefinitionTools;
  rulings: Rulings;
  dates: {confirming: DateConfirming; reading: DateReading};
  transitions: Transitions;
  stages: Stages;
  plans: Plans;
  progress: Progress;
  quotas: Quotas;
  floors: Floors;
  planExport: PlanExport;
  allocations: AllocationReading;
  reconciliation: Reconciliation;
  feeds: Feeds<ProgressState, PlanProgressEvent>;
  reports: Reports;
  reading: ReportReading;
  reporting: Reporting;
  files: Files;
  erasing: PersonErasing;
  reminders: Reminders;
  reminderReading: ReminderReading;
  burden: BurdenMeters;
  hosts: Hosts;
}

export function slicesOf({
  database,
  clock,
  log,
  settings,
}: {
  database: Database;
  clock: Clock;
  log: Logger;
  settings: Settings;
}): Slices {
  const registers = new PublicistRegister();
  const progress = new Progress(clock, registers);
  const organisations = new OrganisationRefs(database, [progress, new OwnerWatch(clock)]);
  const campaigns = new Campaigns(database);
  const moments = new CampaignMoments();
  const pointSources: PointSource[] = [
    new UnresolvedDates(),
    new UnsetWeights(),
    new DateConflicts(),
    new MissingSignatures(),
    new PendingAnnexes(),
  ];
  const points = new OpenPoints(clock, pointSources);
  const following = new FollowingDates(clock, moments, points);
  const transitionWatchers: TransitionWatcher[] = [];
  const plans = new Plans(database, organisations);
  const reminderReading = new ReminderReading(database);
  const definitions = new Definitions(
    database,
    clock,
    campaigns,
    organisations,
    [progress, new PrintedRows(), following],
    moments,
    points,
  );
  const planOf = async (planId: string) => {
    const [campaign] = await campaigns.byIds(systemCaller(), [planId]);
    return campaign?.publishedAt ? Plan.of(campaign) : null;
  };
  const hosts = composeHosts({database, clock, log, vault: settings.vault, campaigns});
  const files = composeFiles({database, clock, log, settings});
  const noticeParts = noticesOf({database, clock, campaigns, organisations, points, attachments: files.attachments});
  const deadlineSources: DeadlineSource[] = [new ForwardedDeadlines(noticeParts.bindingDates)];
  const {vault} = settings;
  const reporting = composeReports({database, clock, log, vault, campaigns, organisations, progress, points, files});
  const times = {coalesceMs: settings.coalesceMs ?? 250, heartbeatMs: settings.heartbeatMs ?? 2_000};
  return {
    clock,
    organisations,
    campaigns,
    definitions,
    tools: new DefinitionTools(database, campaigns, definitions),
    impact: new CampaignImpact(database, clock, campaigns),
    proposals: new Proposals(database, clock, campaigns, definitions),
    points,
    rulings: new Rulings(database, clock, campaigns, points),
    dates: {
      confirming: new DateConfirming({database, clock, campaigns, moments, points, following}),
      reading: new DateReading(database, deadlineSources),
    },
    transitions: new Transitions({
      ...{database, clock, log, watchers: transitionWatchers},
      everyMs: settings.transitionsEveryMs,
    }),
    stages: new Stages(database, clock, campaigns, points, settings.closeDelayMs ?? 3_000),
    plans,
    progress,
    quotas: new Quotas(database, campaigns),
    floors: new Floors(database),
    planExport: new PlanExport(campaigns, organisations, plans),
    allocations: new AllocationReading(database, campaigns),
    reconciliation: new Reconciliation({database, clock, log, registers, everyMs: settings.reconcileMs ?? 900_000}),
    feeds: new Feeds((planId) => new LiveProgress({plan: () => planOf(planId), plans, clock}), times, log),
    reports: reporting.reports,
    reading: reporting.reading,
    reporting,
    files,
    erasing: new PersonErasing(database, clock, [hosts.persons, reporting.publicists]),
    reminders: new Reminders(database, clock, campaigns, organisations, reminderReading),
    reminderReading,
    burden: new BurdenMeters(campaigns),
    ...noticeParts,
    hosts,
  };
}
