import type {DemoAccountEntry} from '@concours/organisations/sessions/demo-account';
import type {Role} from '@concours/schema/access';

/** An account of the demo and the grants it has. `campaign` confines a grant to that campaign. */
export interface DemoPerson extends DemoAccountEntry {
  organisation: string;
  grants: readonly {role: Role; at: string; campaign?: string; track?: string}[];
}

export const PASSWORD = 'concours-demo';
const SINGERS = 'anhui-singer-2024';

function person(
  name: string,
  displayName: string,
  role: Role,
  organisation: string,
  organisationName: string,
  purpose: {zh: string; en: string},
  more: {campaign?: string; track?: string} = {},
): DemoPerson {
  return {
    name,
    password: PASSWORD,
    displayName,
    role,
    organisation,
    organisationName,
    purpose,
    grants: [{role, at: organisation, ...more}],
  };
}

/** One for each role; invented people. */
export const people: readonly DemoPerson[] = [
  person('admin', '管理员·程远', 'PLATFORM_ADMIN', 'acftu', '中华全国总工会', {
    zh: '管理组织、账号与全部活动',
    en: 'Runs organisations, accounts and all campaigns',
  }),
  person('owner', '主办·苏静', 'CAMPAIGN_OWNER', 'ah', '安徽省总工会', {
    zh: '应用活动方案、初评、封存与公示结果',
    en: 'Applies definitions, screens, freezes results',
  }),
  person('second', '复核·丁立', 'CAMPAIGN_OWNER', 'ah', '安徽省总工会', {
    zh: '第二人：公示期满后公布结果',
    en: 'The second person: publishes after the notice',
  }),
  person(
    'host',
    '承办·陆鸣',
    'TRACK_HOST',
    'ah',
    '安徽省总工会',
    {zh: '歌手大赛承办方：看作品、初评', en: 'Hosts the singers’ track: sees works, screens'},
    {campaign: SINGERS, track: 'singing'},
  ),
  person('city', '合肥·方圆', 'UNIT_ADMIN', 'ah.hefei', '合肥市总工会', {
    zh: '推荐作品（名额 20）、审核基层填报',
    en: 'Recommends works (cap 20), approves reports',
  }),
  person('reporter', '瑶海·何苗', 'UNIT_REPORTER', 'ah.hefei.c1.g1', '瑶海区基层工会', {
    zh: '填报线下活动、申报作品',
    en: 'Reports events, hands works in',
  }),
  person('reviewer', '瑶海·葛川', 'REVIEWER', 'ah.hefei.c1', '瑶海区总工会', {
    zh: '审核下级填报',
    en: 'Approves or returns reports',
  }),
  person(
    'screener',
    '组委会·柳岸',
    'SCREENER',
    'ah',
    '安徽省总工会',
    {zh: '初评：确定入围作品', en: 'Screening: chooses the shortlist'},
    {campaign: SINGERS},
  ),
  person(
    'judge1',
    '评委·秦朗',
    'JUDGE',
    'ah',
    '安徽省总工会',
    {zh: '复赛评分（已评一半）', en: 'Scores the semi-final (half done)'},
    {campaign: SINGERS},
  ),
  person(
    'judge2',
    '评委·许诺',
    'JUDGE',
    'ah',
    '安徽省总工会',
    {zh: '复赛评分（刚开始）', en: 'Scores the semi-final (just begun)'},
    {campaign: SINGERS},
  ),
  person(
    'judge3',
    '评委·唐韵',
    'JUDGE',
    'ah',
    '安徽省总工会',
    {zh: '复赛评分（未开始）', en: 'Scores the semi-final (not begun)'},
    {campaign: SINGERS},
  ),
  person(
    'clerk',
    '记分·袁正',
    'CLERK',
    'ah',
    '安徽省总工会',
    {zh: '录入问答与才艺得分', en: 'Records quiz and talent points'},
    {campaign: SINGERS},
  ),
  person('auditor', '监督·范明', 'AUDITOR', 'ah', '安徽省总工会', {
    zh: '查看一切，不能改动',
    en: 'Reads all, changes nothing',
  }),
  person('voter', '职工·马骏', 'VOTER', 'ah.hefei.c1.g2', '瑶海区基层工会', {
    zh: '以个人账号投票',
    en: 'Votes with an account',
  }),
];
