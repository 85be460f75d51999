import {defineTexts} from '@/i18n/texts';

export const savingTexts = defineTexts('saving', {
  clean: ['边填边保存', 'Saved as you type'],
  local: ['还不完整，只在本机', 'Incomplete, on this device only'],
  pending: ['有改动，即将保存', 'About to save'],
  saving: ['正在保存…', 'Saving…'],
  saved: ['已保存', 'Saved'],
  failed: [
    '没有保存：连不上平台，已留在本机，会自动重试',
    'Not saved: the platform is out of reach. Kept on this device and tried again',
  ],
  refused: ['没有保存：{reason}', 'Not saved: {reason}'],
  conflict: ['没有保存：另一个窗口或别人刚改过', 'Not saved: changed in another window or by somebody else'],
  load: ['读取最新内容（放弃我的改动）', 'Load the latest (drop my changes)'],
  keep: ['用我的内容保存', 'Save mine instead'],
  leave: ['离开', 'Leave'],
  stay: ['留在这里', 'Stay'],
});
