import {defineTexts} from '@/i18n/texts';

export const appTexts = defineTexts('app', {
  brand: ['竞赛云', 'Concours'],
  brandLine: ['主题活动与大赛管理平台', 'Campaigns and contests'],
  skip: ['跳到正文', 'Skip to the content'],
  menu: ['菜单', 'Menu'],
  navigation: ['主导航', 'Main navigation'],
  administration: ['管理', 'Administration'],
  breadcrumbs: ['所在位置', 'Where you are'],
  language: ['语言', 'Language'],
  theme: ['配色', 'Colours'],
  themeLight: ['浅色', 'Light'],
  themeDark: ['深色', 'Dark'],
  themeSystem: ['跟随系统', 'As the system'],
  account: ['账号', 'Account'],
  myAccount: ['我的账号', 'My account'],
  signOut: ['退出登录', 'Sign out'],
  noGrants: ['还没有授权', 'No roles yet'],
});
