import {type BilingualText, defineRefusal} from '@concours/kernel/refusal';

export const externalComponentUnknown = defineRefusal('EXTERNAL_VOTES_COMPONENT_UNKNOWN', () => ({
  zh: '该赛段没有这一项“在别处投票”的计分项。',
  en: 'This round has no such component of votes held elsewhere.',
}));

export const externalEntriesIncomplete = defineRefusal('ROUND_ENTRIES_INCOMPLETE', () => ({
  zh: '入围作品名单还没有完整到达，请稍后再试。',
  en: 'The list of entries has not arrived in full. Try again in a moment.',
}));

export const externalVotesFrozen = defineRefusal('EXTERNAL_VOTES_FROZEN', () => ({
  zh: '结果已封存，票数不能再变动。',
  en: 'The result is frozen; its votes no longer change.',
}));

export const externalVotesFaulty = defineRefusal<{faults: number; missing: number}>(
  'EXTERNAL_VOTES_FAULTY',
  ({faults, missing}) => ({
    zh: `有 ${faults} 行有误，${missing} 件作品没有票数，未作任何改动。`,
    en: `${faults} rows are at fault and ${missing} entries have no count. Nothing was kept.`,
  }),
);

export const externalTotalDiffers = defineRefusal<{stated: number; summed: number}>(
  'EXTERNAL_VOTES_TOTAL_DIFFERS',
  ({stated, summed}) => ({
    zh: `各作品票数之和是 ${summed}，与所填总票数 ${stated} 不符。`,
    en: `The counts add up to ${summed}, not to the ${stated} that are stated.`,
  }),
);

export const externalVotesPending = defineRefusal<{version: number}>('EXTERNAL_VOTES_PENDING', ({version}) => ({
  zh: `第 ${version} 版还在等待复核，请先确认、退回或撤回它。`,
  en: `Version ${version} still waits for its second look: confirm it, reject it or take it back first.`,
}));

export const externalVotesDecided = defineRefusal('EXTERNAL_VOTES_DECIDED', () => ({
  zh: '这一版已经复核过。',
  en: 'This version has been decided already.',
}));

export const externalSecondPerson = defineRefusal('EXTERNAL_VOTES_SECOND_PERSON', () => ({
  zh: '导入的人不能自己复核，须由另一人确认。',
  en: 'Whoever brought the counts in may not confirm them: a second person does.',
}));

export const externalReasonMissing = defineRefusal('EXTERNAL_VOTES_REASON_MISSING', () => ({
  zh: '更正已生效的票数须写明原因。',
  en: 'A correction of counts that are in force needs its reason.',
}));

export const externalEvidenceMissing = defineRefusal('EXTERNAL_VOTES_EVIDENCE_MISSING', () => ({
  zh: '请附上凭据：导出的表格、截图或盖章文件。',
  en: 'Evidence is needed: the exported table, a picture of it or a sealed paper.',
}));

export const externalTakenLater = defineRefusal('EXTERNAL_VOTES_TAKEN_LATER', () => ({
  zh: '票数截取时间不能在将来。',
  en: 'The counts cannot have been taken in the future.',
}));

export const externalFileUnknown = defineRefusal('EXTERNAL_FILE_UNKNOWN', () => ({
  zh: '找不到该文件，或它属于别的导入，请重新上传。',
  en: 'There is no such file, or another import has it: send it again.',
}));

export const externalFileRefused = defineRefusal<{most: number}>('EXTERNAL_FILE_REFUSED', ({most}) => ({
  zh: `只接受 PDF、OFD、PNG、JPEG、XLSX 和 CSV 文件，每个不超过 ${most / 1_000_000} MB。`,
  en: `PDF, OFD, PNG, JPEG, XLSX and CSV files are taken, of at most ${most / 1_000_000} MB each.`,
}));

export const externalTableRefused = defineRefusal<{problem: string; text: BilingualText}>(
  'EXTERNAL_TABLE_REFUSED',
  ({text}) => text,
);

export const externalTableWithoutHeadings = defineRefusal('EXTERNAL_TABLE_WITHOUT_HEADINGS', () => ({
  zh: '第一行须是表头，含“票数”以及“编号”或“作品”。',
  en: 'The first row must be headings: "Votes", and "Number" or "Work".',
}));
