import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Logger} from '@concours/kernel/log';
import type {Route} from '@concours/kernel/serve';
import type {GrantService} from './grants/grant.service.js';
import {ImportApplyService} from './imports/import-apply.service.js';
import {ImportCheckService} from './imports/import-check.service.js';
import {ImportJobService} from './imports/import-job.service.js';
import {ImportLease} from './imports/import-lease.js';
import {ImportReachService} from './imports/import-reach.service.js';
import {ImportUploadService} from './imports/import-upload.service.js';
import {ImportWorker} from './imports/import-worker.js';
import {importsRoutes} from './imports/imports.routes.js';
import {OrganisationExportService} from './imports/organisation-export.service.js';
import {RowReportService} from './imports/row-report.service.js';
import type {OrganisationPlantingService} from './organisations/organisation-planting.service.js';

export interface Imports {
  jobs: ImportJobService;
  uploads: ImportUploadService;
  worker: ImportWorker;
  routes: Route[];
}

/** Everything behind imports and exports of organisations. */
export function composeImports(i: {
  database: Database;
  clock: Clock;
  realTime: Clock;
  log: Logger;
  planting: OrganisationPlantingService;
  grants: GrantService;
}): Imports {
  const {database, clock, realTime, log, planting} = i;
  const lease = new ImportLease(database, realTime);
  const reach = new ImportReachService(database, i.grants);
  const checking = new ImportCheckService(database, clock, planting, lease, reach);
  const applying = new ImportApplyService(database, clock, planting, lease, reach);
  const worker = new ImportWorker({database, lease, checking, applying, clock, realTime, log});
  const wake = (): void => worker.wake();
  const jobs = new ImportJobService(database, clock, planting, wake);
  const uploads = new ImportUploadService(database, clock, wake);
  const exports = new OrganisationExportService(database);
  const routes = importsRoutes({uploads, exports, reports: new RowReportService(database, jobs)});
  return {jobs, uploads, worker, routes};
}
