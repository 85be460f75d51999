import {announcementPages} from '@/announcements/pages';
import {auditPages} from '@/audit/pages';
import {burdenPages} from '@/burden/pages';
import {calendarPages} from '@/calendar/pages';
import {campaignPages} from '@/campaigns/pages';
import {definitionPages} from '@/definitions/pages';
import {homePages} from '@/home/pages';
import {importPages} from '@/imports/pages';
import {judgingPages} from '@/judging/pages';
import {keyPages} from '@/keys/pages';
import {integrityPages} from '@/integrity/pages';
import {ledgerPages} from '@/ledger/pages';
import {minePages} from '@/mine/pages';
import {noticePages} from '@/notices/pages';
import {organisationPages} from '@/organisations/pages';
import {monthlyPages} from '@/monthly/pages';
import {peoplePages} from '@/people/pages';
import {personPages} from '@/persons/pages';
import {planPages} from '@/plans/pages';
import {providerPages} from '@/provider/pages';
import {questionPages} from '@/questions/pages';
import {reportPages} from '@/reports/pages';
import {publicistPages} from '@/publicists/pages';
import {resultPages} from '@/results/pages';
import {roundPages} from '@/rounds/pages';
import {sessionPages} from '@/session/pages';
import {workPages} from '@/submissions/pages';
import {trackPages} from '@/tracks/pages';
import type {Page} from './page';

/** Every page there is. A new concern adds its list here, and nothing else outside its own folder. */
export const pages: Page[] = [
  ...sessionPages,
  ...providerPages,
  ...homePages,
  ...campaignPages,
  ...calendarPages,
  ...noticePages,
  ...announcementPages,
  ...questionPages,
  ...definitionPages,
  ...planPages,
  ...reportPages,
  ...monthlyPages,
  ...publicistPages,
  ...organisationPages,
  ...importPages,
  ...peoplePages,
  ...keyPages,
  ...personPages,
  ...auditPages,
  ...minePages,
  ...workPages,
  ...roundPages,
  ...judgingPages,
  ...integrityPages,
  ...ledgerPages,
  ...resultPages,
  ...trackPages,
  ...burdenPages,
];
