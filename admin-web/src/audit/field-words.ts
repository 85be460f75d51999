import {defineTexts, useTexts} from '@/i18n/texts';

/** What the trail calls the things that change; what has no word here is shown by its own name. */
export const fieldWords = defineTexts('fields', {
  name: ['名称', 'Name'],
  displayName: ['姓名', 'Name that others see'],
  nameZh: ['名称', 'Name'],
  nameEn: ['英文名称', 'English name'],
  shortNameZh: ['简称', 'Short name'],
  shortNameEn: ['英文简称', 'English short name'],
  code: ['代码', 'Code'],
  kind: ['类型', 'Kind'],
  level: ['层级', 'Level'],
  regionCode: ['行政区划代码', 'Region code'],
  parentId: ['上级单位', 'Organisation above'],
  organisationId: ['单位', 'Organisation'],
  organisationIds: ['单位', 'Organisations'],
  mergedIntoId: ['并入单位', 'Merged into'],
  into: ['拆分为', 'Split into'],
  closed: ['已撤销', 'Closed'],
  aliases: ['别名', 'Aliases'],
  system: ['外部系统', 'Other system'],
  value: ['编号', 'Id there'],
  accountId: ['账号', 'Account'],
  owner: ['所属账号', 'Whose'],
  role: ['角色', 'Role'],
  scope: ['活动范围', 'Within'],
  until: ['有效至', 'Until'],
  suspended: ['停用', 'Suspended'],
  readOnly: ['只读', 'Reads only'],
  expiresAt: ['到期时间', 'Ends'],
  grants: ['授权', 'Roles'],
  grantsEnded: ['终止的授权', 'Roles ended'],
  childrenMoved: ['随之移动的下级', 'Moved along'],
  wall: ['大屏', 'Wall'],
  email: ['邮箱', 'Mail'],
  state: ['状态', 'State'],
  reason: ['原因', 'Reason'],
  title: ['标题', 'Title'],
  author: ['作者', 'Author'],
  work: ['作品', 'Work'],
  works: ['作品数', 'Works'],
  fields: ['字段', 'Fields'],
  keptForDays: ['保留天数', 'Kept for (days)'],
  component: ['计分项', 'Component'],
  points: ['得分', 'Points'],
  judges: ['评委', 'Judges'],
  entries: ['入围作品数', 'Entries'],
  entryIds: ['获奖作品', 'Entries'],
  digest: ['摘要', 'Digest'],
  count: ['数量', 'Count'],
  created: ['新建', 'Created'],
  roundId: ['赛段', 'Round'],
  opensAt: ['开始', 'Opens'],
  closesAt: ['结束', 'Closes'],
  publishedAt: ['公布时间', 'Published'],
  definitionVersion: ['方案版本', 'Version of the definition'],
  version: ['版本', 'Version'],
  participants: ['参加人数', 'Participants'],
  heldOn: ['举办日期', 'Held on'],
});

type Key = keyof typeof fieldWords.pairs;
const known = (key: string): key is Key => Object.hasOwn(fieldWords.pairs, key);

export function useFieldWords(): {fieldWord: (path: readonly string[]) => string} {
  const {t} = useTexts(fieldWords);
  return {fieldWord: (path) => path.map((key) => (known(key) ? t(key) : key)).join(' · ')};
}
