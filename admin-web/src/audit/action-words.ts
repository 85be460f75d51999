import {defineTexts, useTexts} from '@/i18n/texts';

/** What was done, in words: every mutation of the graph and whatever else leaves a row in the trail (tests hold them together). */
export const actionWords = defineTexts('actions', {
  addPartnerAppKey: ['添加合作应用密钥', 'Added a key of a partner app'],
  applyOrganisationImport: ['应用单位导入', 'Applied an import of organisations'],
  cancelOrganisationImport: ['取消单位导入', 'Cancelled an import of organisations'],
  endPartnerAppKey: ['停用合作应用密钥', 'Ended a key of a partner app'],
  suspendPartnerApp: ['停用合作应用', 'Suspended a partner app'],
  addOrganisationAliases: ['添加单位别名', 'Added aliases of an organisation'],
  amendDisplay: ['修改显示终端', 'Changed a display'],
  amendOrganisation: ['修改单位资料', 'Changed an organisation'],
  amendReport: ['修改活动填报', 'Changed a report'],
  amendSubmission: ['修改作品', 'Changed a work'],
  applyDefinition: ['应用活动方案', 'Applied a definition'],
  approveReport: ['通过活动填报', 'Approved a report'],
  assignJudges: ['安排评委', 'Seated judges'],
  attachAsset: ['添加作品文件', 'Attached a file to a work'],
  beginPublicNotice: ['开始公示', 'Began the public notice'],
  castBallot: ['投票', 'Cast a ballot'],
  closeOrganisation: ['撤销单位', 'Closed an organisation'],
  closeShortlist: ['结束初评，公布入围名单', 'Closed a shortlist'],
  closeStage: ['关闭阶段', 'Closed a stage'],
  createAccount: ['创建账号', 'Created an account'],
  createKey: ['创建接口密钥', 'Made an API key'],
  createOrganisation: ['新建单位', 'Created an organisation'],
  createSubmission: ['开始申报作品', 'Began a work'],
  decideAward: ['确定获奖名单', 'Decided an award'],
  draftReport: ['开始活动填报', 'Began a report'],
  freezeResult: ['封存结果', 'Froze a result'],
  giveConsent: ['签署承诺书', 'Gave consent'],
  grantRole: ['授予角色', 'Gave a role'],
  handIn: ['报送作品', 'Handed a work in'],
  handInScores: ['提交评分', 'Handed scores in'],
  importOrganisations: ['导入单位', 'Imported organisations'],
  issueDisplayToken: ['发放大屏令牌', 'Issued a display’s token'],
  mergeOrganisation: ['合并单位', 'Merged an organisation'],
  moveOrganisation: ['移动单位', 'Moved an organisation'],
  openStage: ['开放阶段', 'Opened a stage'],
  pairDisplay: ['配对显示终端', 'Paired a display'],
  publishResult: ['公布结果', 'Published a result'],
  recommend: ['推荐作品', 'Recommended a work'],
  recordPoints: ['录入得分', 'Recorded points'],
  refreshSession: ['续期会话', 'Renewed a session'],
  registerPartnerApp: ['登记合作应用', 'Registered a partner app'],
  reinstateAccount: ['恢复账号', 'Reinstated an account'],
  removeAsset: ['移除作品文件', 'Removed a file of a work'],
  removeOrganisationAlias: ['删除单位别名', 'Removed an alias of an organisation'],
  removePartnerApp: ['移除合作应用', 'Removed a partner app'],
  renameOrganisation: ['单位更名', 'Renamed an organisation'],
  reopenOrganisation: ['恢复单位', 'Reopened an organisation'],
  returnReport: ['退回活动填报', 'Returned a report'],
  returnSubmission: ['退回作品', 'Returned a work'],
  revealPersonal: ['查看联系方式原文', 'Looked at contact data unmasked'],
  revokeDisplayToken: ['停用显示终端', 'Stopped a display'],
  revokeGrant: ['收回角色', 'Took a role away'],
  revokeKey: ['吊销接口密钥', 'Revoked an API key'],
  saveScore: ['保存评分', 'Saved scores'],
  screen: ['初评', 'Screened a work'],
  setExternalReference: ['设置外部编号', 'Set an external reference'],
  setUp: ['初始化平台', 'Set the platform up'],
  signIn: ['登录', 'Signed in'],
  splitOrganisation: ['拆分单位', 'Split an organisation'],
  submitReport: ['报送活动填报', 'Handed a report in'],
  suspendAccount: ['停用账号', 'Suspended an account'],
  withdrawRecommendation: ['撤回推荐', 'Withdrew a recommendation'],
  withdrawSubmission: ['撤回作品', 'Withdrew a work'],
  signOut: ['退出登录', 'Signed out'],
  session_replayed: ['令牌被重复使用，会话终止', 'A used token came again: the session ended'],
  importOrganisationsFromFile: ['上传单位导入文件', 'Uploaded a file of organisations'],
  applyOrganisationImport_batch: ['导入一批单位', 'Imported a batch of organisations'],
  reviseOrganisationByImport: ['按导入文件修改单位', 'Changed an organisation as an import says'],
  exportOrganisations: ['导出单位', 'Exported organisations'],
  personal_retention: ['联系方式到期清除', 'Contact data erased as its time was over'],
  stage_open: ['阶段按时开放', 'A stage opened on time'],
  stage_close: ['阶段按时结束', 'A stage closed on time'],
});

type Key = keyof typeof actionWords.pairs;
export const keyOfAction = (action: string): string => action.replaceAll('.', '_');
const known = (key: string): key is Key => Object.hasOwn(actionWords.pairs, key);

export const actions = Object.keys(actionWords.pairs).map((key) => key.replaceAll('_', '.'));

export function useActionWords(): {actionWord: (action: string) => string} {
  const {t} = useTexts(actionWords);
  return {
    actionWord(action) {
      const key = keyOfAction(action);
      // a platform that is newer than this page may have done what has no words here yet
      return known(key) ? t(key) : action;
    },
  };
}
