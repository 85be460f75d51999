import {defineTexts, useTexts} from '@/i18n/texts';

/** What may be done, in words, for every permission of the platform's table (a test holds the two together). */
export const permissionWords = defineTexts('permissions', {
  organisation_administer: [
    '管理单位：新建、改名、移动、撤销',
    'Administer organisations: create, rename, move, close',
  ],
  import_read: ['查看单位导入', 'See imports of organisations'],
  organisation_export: ['导出组织架构', 'Export organisations'],
  account_administer: ['管理账号：邀请、停用、恢复', 'Administer accounts: invite, suspend, reinstate'],
  account_read: ['查看账号和授权', 'See accounts and what they hold'],
  grant_handOut: ['授予和收回角色', 'Give roles and take them away'],
  app_administer: ['管理合作应用', 'Administer partner apps'],
  app_read: ['查看合作应用', 'See partner apps'],
  key_read: ['查看接口密钥', 'See API keys'],
  key_revoke: ['吊销他人的接口密钥', 'Revoke API keys of others'],
  display_administer: ['管理显示终端：配对、停用', 'Administer displays: pair and stop them'],
  display_read: ['查看显示终端', 'See displays'],
  audit_read: ['查看操作日志', 'Read the audit trail'],
  person_administer: ['汇总、导出和清除个人信息', 'Gather, export and erase the data of a person'],
  campaign_apply: ['应用活动方案', 'Apply the definition of a campaign'],
  campaign_prepare: ['查看尚未发布的活动', 'See campaigns before they are published'],
  notice_sign: ['代表本单位会签活动通知', 'Sign notices for the own body'],
  notice_receive: ['代表本单位签收活动通知', 'Receive notices for the own unit'],
  notice_forward: ['向下转发活动通知', 'Send notices on to units below'],
  notice_track: ['查看通知的签收与转发情况', 'See who has a notice and who sent it on'],
  question_ask: ['就活动提问', 'Ask questions about a campaign'],
  question_read: ['查看本单位及下级的提问', 'Read questions of the unit and those below it'],
  campaign_answer: ['答复提问、发布答疑', 'Answer questions and publish clarifications'],
  campaign_announce: ['发布活动公告', 'Publish announcements'],
  campaign_steer: ['主持活动：开放或关闭阶段', 'Steer a campaign: open and close its stages'],
  plan_allocate: ['分配计划任务数，设定本级目标', 'Hand numbers of a plan down and set own targets'],
  track_oversee: [
    '查看子项目承办情况：职责、工作方案、联系人',
    'See what hosts of tracks do: duties, work plans, contacts',
  ],
  track_tend: [
    '办理子项目承办事项：职责、工作方案、联系人',
    'Do what hosts of tracks do: duties, work plans, contacts',
  ],
  workPlan_decide: ['批准或退回子项目工作方案', 'Approve or return work plans of tracks'],
  contact_reveal: ['查看承办单位联系人（每次记入日志）', 'See contacts of hosts in clear; every time is logged'],
  contact_revealForReason: ['写明理由后查看承办单位联系人', 'See contacts of hosts for a written reason'],
  report_draft: ['填报线下活动', 'Write activity reports'],
  report_review: ['审核活动填报：通过或退回', 'Review activity reports: approve or return'],
  publicist_keep: ['登记和注销宣传员', 'Keep the register of publicists'],
  publicist_read: ['查看宣传员名册', 'Read the register of publicists'],
  report_read: ['查看活动填报', 'Read activity reports'],
  reminder_send: ['向下级单位发送提醒', 'Remind units below'],
  reminder_read: ['查看提醒', 'See reminders'],
  reminder_acknowledge: ['知悉本单位的提醒', 'Put reminders of the unit away'],
  work_handIn: ['申报作品', 'Hand works in'],
  work_recommend: ['推荐作品', 'Recommend works'],
  work_reveal: ['查看作品的个人信息（每次记入日志）', 'See personal data of works; every time is logged'],
  work_revealForReason: ['写明理由后查看作品的个人信息', 'See personal data of works for a written reason'],
  work_read: ['查看申报作品', 'See works'],
  screening_reveal: ['初评时查看个人信息（每次记入日志）', 'See personal data in the screening; every time is logged'],
  screening_revealForReason: ['写明理由后查看活动中的个人信息', 'See personal data of a campaign for a written reason'],
  screening_read: ['查看初评', 'See the screening'],
  screening_decide: ['初评：确定是否入围', 'Screen: decide what is shortlisted'],
  screening_close: ['结束初评，公布入围名单', 'Close the screening'],
  round_steer: ['主持赛段：抽签、评审组、开放与关闭', 'Steer rounds: draw, panels, opening and closing'],
  round_read: ['查看赛段、计票与评分', 'See rounds, tallies and scores'],
  round_score: ['评分', 'Score as a judge'],
  round_importVotes: ['导入在别处投票的票数', 'Bring in votes held elsewhere'],
  round_confirmVotes: ['复核在别处投票的票数', 'Confirm votes held elsewhere'],
  round_record: ['录入计分项得分', 'Record points'],
  integrity_read: ['查看投票异常信号、暂存选票与案件', 'See signals of votes, what is put aside, and cases'],
  integrity_decide: ['暂存、作废选票，处理投票诚信案件', 'Put votes aside, void them, and decide cases'],
  result_freeze: ['封存结果', 'Freeze results'],
  result_publish: ['公布结果', 'Publish results'],
  wall_read: ['查看大屏', 'See walls'],
});

type Key = keyof typeof permissionWords.pairs;
type Dotted<K extends string> = K extends `${infer Of}_${infer Rest}` ? `${Of}.${Dotted<Rest>}` : K;
/** As the platform writes it: `report.review`. */
export type Permission = Dotted<Key>;

export const permissionNames = Object.keys(permissionWords.pairs).map((key) => key.replaceAll('_', '.') as Permission);

export function usePermissionWords(): {permissionWord: (permission: string) => string} {
  const {t} = useTexts(permissionWords);
  const known = (permission: string): permission is Permission => permissionNames.includes(permission as Permission);
  // A platform that is newer than this page may name one that has no words here yet.
  return {permissionWord: (name) => (known(name) ? t(name.replaceAll('.', '_') as Key) : name)};
}
