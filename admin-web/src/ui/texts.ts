import {defineTexts} from '@/i18n/texts';

export const uiTexts = defineTexts('ui', {
  left: ['还剩 {span}', '{span} left'],
  inSpan: ['{span}后', 'in {span}'],
  ago: ['{span}前', '{span} ago'],
  loading: ['正在读取…', 'Loading…'],
  emptyTitle: ['这里还没有内容', 'Nothing here yet'],
  errorTitle: ['没有读取到', 'This could not be loaded'],
  errorKept: ['已经保存的内容没有丢失。', 'Nothing that was saved is lost.'],
  retry: ['重新读取', 'Load again'],
  reference: ['查询编号 {reference}', 'Reference {reference}'],
  forbiddenTitle: ['您没有查看这一页的权限', 'You may not see this page'],
  forbiddenBody: [
    '需要查看的话，请联系本单位管理员授权，或换一个账号登录。',
    'Ask the administrator of your organisation for a role, or sign in with another account.',
  ],
  missingTitle: ['没有找到', 'Not found'],
  missingBody: ['地址可能有误，或者您没有查看权限。', 'The address may be wrong, or you may not see it.'],
  backHome: ['返回首页', 'Back to the start'],
  progressOf: ['{name}：已完成 {done}，任务数 {target}', '{name}: {done} of {target}'],
  progressDone: ['{name}：已完成 {done}，未分配任务数', '{name}: {done}, no quota'],
  reached: ['已完成', 'Reached'],
  firstPage: ['回到第一页', 'First page'],
  nextPage: ['下一页', 'Next page'],
  totalRows: ['共 {n} 条', '{n} row in all | {n} rows in all'],
  copy: ['复制', 'Copy'],
  copied: ['已复制', 'Copied'],
});
