import {noticeEntities} from './compose-notices.js';
import {auditEntities} from '@concours/kernel/audit/tables';
import {eventEntities} from '@concours/kernel/events/tables';
import {PersonalKey} from '@concours/kernel/personal/personal-key';
import {CampaignsAndReports20261121120000} from '../migrations/20261121120000-campaigns-and-reports.js';
import {Audit20261121180000} from '../migrations/20261121180000-audit.js';
import {Notices20261121211501} from '../migrations/20261121211501-notices.js';
import {Publication20261121211500} from '../migrations/20261121211500-publication.js';
import {FilesAndPersons20261121211400} from '../migrations/20261121211400-files-and-persons.js';
import {Calendar20261121211200} from '../migrations/20261121211200-calendar.js';
import {Reminders20261121211600} from '../migrations/20261121211600-reminders.js';
import {Plans20261121211300} from '../migrations/20261121211300-plans.js';
import {DefinitionProposals20261121211100} from '../migrations/20261121211100-definition-proposals.js';
import {Hosts20261121211610} from '../migrations/20261121211610-hosts.js';
import {CalendarHistory20261121211210} from '../migrations/20261121211210-calendar-history.js';
import {ReportsInFull20261121211410} from '../migrations/20261121211410-reports-in-full.js';
import {Campaign} from './campaigns/campaign.js';
import {DateChange} from './dates/date-change.js';
import {Acknowledgement} from './definitions/acknowledgement.js';
import {DefinitionProposal} from './definitions/definition-proposal.js';
import {DefinitionVersion} from './definitions/definition-version.js';
import {Attachment} from './files/attachment.js';
import {DutyMark} from './hosts/duty-mark.js';
import {HostContact, HostContactLookUp} from './hosts/host-contact.js';
import {WorkPlan} from './hosts/work-plan.js';
import {OrganisationRef} from './organisations/organisation-ref.js';
import {PersonErasureDone} from './persons/person-erasure.js';
import {PlanCheck} from './plans/plan-check.js';
import {PlanEnterprise} from './plans/plan-enterprise.js';
import {PlanLink} from './plans/plan-link.js';
import {PlanProgress} from './plans/plan-progress.js';
import {PlanQuota} from './plans/plan-quota.js';
import {PlanRevision} from './plans/plan-revision.js';
import {PlanUnit} from './plans/plan-unit.js';
import {Reminder, ReminderSlot} from './reminders/reminder.js';
import {Ruling} from './points/ruling.js';
import {MonthlyReport} from './monthly/monthly-report.js';
import {Publicist} from './publicists/publicist.js';
import {ActivityReport} from './reports/activity-report.js';
import {ReportCorrection} from './reports/report-correction.js';
import {StageIntervention} from './stages/stage-intervention.js';
import {StageTransition} from './stages/stage-transition.js';

export const entities: Function[] = [
  ...noticeEntities,
  ...eventEntities,
  ...auditEntities,
  OrganisationRef,
  Campaign,
  DefinitionVersion,
  DefinitionProposal,
  Acknowledgement,
  StageIntervention,
  StageTransition,
  DateChange,
  Ruling,
  ActivityReport,
  PlanProgress,
  PlanUnit,
  PlanRevision,
  PersonalKey,
  Attachment,
  PersonErasureDone,
  Reminder,
  ReminderSlot,
  DutyMark,
  WorkPlan,
  HostContact,
  HostContactLookUp,
  PlanEnterprise,
  PlanLink,
  PlanQuota,
  PlanCheck,
  ReportCorrection,
  MonthlyReport,
  Publicist,
];

export const migrations: Function[] = [
  CampaignsAndReports20261121120000,
  Audit20261121180000,
  Publication20261121211500,
  Notices20261121211501,
  FilesAndPersons20261121211400,
  Calendar20261121211200,
  Reminders20261121211600,
  Hosts20261121211610,
  Plans20261121211300,
  DefinitionProposals20261121211100,
  CalendarHistory20261121211210,
  ReportsInFull20261121211410,
];
