import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Logger} from '@concours/kernel/log';
import type {PersonalVault} from '@concours/kernel/personal/vault';
import type {Route} from '@concours/kernel/serve';
import type {Campaigns} from './campaigns/campaign.service.js';
import type {Files} from './compose-files.js';
import {monthlyClock} from './monthly/monthly-clock.js';
import {MonthlyReports} from './monthly/monthly-reports.service.js';
import {MonthlyResolver} from './monthly/monthly.resolver.js';
import {monthlyRoute} from './monthly/monthly.routes.js';
import type {OrganisationRefs} from './organisations/organisation-ref.service.js';
import type {Progress} from './plans/progress.service.js';
import type {OpenPoints} from './points/open-points.service.js';
import {PublicistReading} from './publicists/publicist-reading.service.js';
import {PublicistResolver} from './publicists/publicist.resolver.js';
import {Publicists} from './publicists/publicists.service.js';
import {ReportAccess} from './reports/report-access.service.js';
import {ReportActsResolver} from './reports/report-acts.resolver.js';
import {ReportBulk} from './reports/report-bulk.service.js';
import {ReportCorrecting} from './reports/report-correcting.service.js';
import {ReportImports} from './reports/report-import.service.js';
import {OverdueReports} from './reports/report-overdue.service.js';
import {ReportPhotos} from './reports/report-photos.service.js';
import {ReportReading} from './reports/report-reading.service.js';
import {ReportResolver} from './reports/report.resolver.js';
import {reportsRoute} from './reports/report.routes.js';
import {Reports} from './reports/report.service.js';
import {ReportingResolver} from './reports/reporting.ext.js';

export interface Reporting {
  reading: ReportReading;
  reports: Reports;
  correcting: ReportCorrecting;
  imports: ReportImports;
  monthly: MonthlyReports;
  publicists: Publicists;
  publicistReading: PublicistReading;
  routes: Route[];
  resolvers: object[];
  clock: {start(): void; stop(): Promise<void>};
}

/** Everything behind reports of events, their monthly figures and the register of publicists. */
export function composeReports(i: {
  database: Database;
  clock: Clock;
  log: Logger;
  vault: PersonalVault;
  campaigns: Campaigns;
  organisations: OrganisationRefs;
  progress: Progress;
  points: OpenPoints;
  files: Files;
}): Reporting {
  const {database, clock, campaigns, organisations, progress, files} = i;
  const {attachments, uploads} = files;
  const reading = new ReportReading(database);
  const access = new ReportAccess(clock, campaigns, organisations, reading, (campaign) =>
    i.points.demandPlan(database.read, campaign),
  );
  const reports = new Reports(database, clock, access, progress, attachments);
  const correcting = new ReportCorrecting(database, clock, access, progress);
  const imports = new ReportImports(database, clock, access, uploads);
  const monthly = new MonthlyReports(database, clock, campaigns, access);
  const publicistReading = new PublicistReading(database);
  const publicists = new Publicists(database, clock, i.vault, access, publicistReading, progress);
  const photos = new ReportPhotos(database, access, attachments);
  return {
    ...{reading, reports, correcting, imports, monthly, publicists, publicistReading},
    routes: [reportsRoute({campaigns, organisations, reading}), monthlyRoute(monthly, campaigns)],
    resolvers: [
      new ReportResolver(reports, reading, {campaigns, access, attachments, correcting}),
      new ReportActsResolver(
        new ReportBulk(reports),
        correcting,
        photos,
        imports,
        new OverdueReports(database, clock, access),
      ),
      new ReportingResolver(),
      new MonthlyResolver(monthly),
      new PublicistResolver(publicists, publicistReading),
    ],
    clock: monthlyClock(monthly, i.log),
  };
}

/** Their classes, for the graph that is printed. */
export const reportResolvers: Function[] = [
  ReportResolver,
  ReportActsResolver,
  ReportingResolver,
  MonthlyResolver,
  PublicistResolver,
];
