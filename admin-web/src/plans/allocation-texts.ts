import {defineTexts} from '@/i18n/texts';

export const allocationTexts = defineTexts('allocation', {
  lead: [
    '填写直接下级单位的任务数。可从 Excel 复制后粘贴；方向键移动，回车到下一行。空格表示未分配，与 0 不同。',
    'Numbers for the units directly below. Paste from a spreadsheet; arrow keys walk, Enter goes down. Empty means that nothing is allocated, which is not 0.',
  ],
  tableLabel: ['下级单位任务数', 'Numbers of the units below'],
  number: ['序号', 'No.'],
  unit: ['单位', 'Unit'],
  sum: ['已分配合计', 'Handed down'],
  given: ['本级任务数', 'To hand down'],
  assigned: ['上级分配的任务数', 'Assigned from above'],
  difference: ['差额', 'Difference'],
  even: ['正好', 'Even'],
  overBy: ['超出 {n}', '{n} over'],
  underBy: ['未分配 {n}', '{n} left'],
  save: ['保存 {n} 个单位的数', 'Save the numbers of {n} unit | Save the numbers of {n} units'],
  nothing: ['没有改动', 'Nothing changed'],
  saved: ['任务数已保存', 'The numbers are saved'],
  takeBack: ['撤销改动', 'Take changes back'],
  pick: ['导入 CSV/XLSX', 'Import CSV/XLSX'],
  readRows: [
    '读入 {n} 个单位，请核对后保存。',
    '{n} unit was read in. Check and save. | {n} units were read in. Check and save.',
  ],
  readProblems: ['表中有 {n} 处需要核对', '{n} thing in the table needs a look | {n} things in the table need a look'],
  line: ['第 {line} 行', 'Line {line}'],
  sumRight: ['{name}：合计 {sum}，与各行之和相符', '{name}: the printed total {sum} is what the rows add up to'],
  refused: [
    '{n} 个单元格不是整数，未粘贴',
    '{n} cell is no whole number and was left | {n} cells are no whole numbers and were left',
  ],
  tooLarge: ['文件过大：最多 70 KB。', 'The file is too large: 70 KB at most.'],
  fixed: [
    '由通知的分配表给出的任务数在活动方案中修改。',
    "Numbers given by the notice's own table are changed in the definition.",
  ],
  allFixed: [
    '下级单位的任务数均由通知的分配表给出，请在活动方案中修改。',
    "The notice's table gives every unit below its numbers: change them in the definition.",
  ],
  own: ['本级自定目标', 'Own targets'],
  ownLead: [
    '可以高于分配的任务数；上级只看完成数。',
    'They may be larger than what was given; the level above looks at what is done alone.',
  ],
  noChildren: ['没有下级单位', 'There is no level below'],
  noChildrenBody: ['任务数只能分配给直接下级单位。', 'Numbers are handed to units directly below.'],
  first200: [
    '只显示前 200 个下级单位，其余请用导入。',
    'The first 200 units below are shown; import the numbers of the others.',
  ],
});
