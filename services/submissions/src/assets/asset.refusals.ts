import {defineRefusal} from '@concours/kernel/refusal';

export const assetRuleUnknown = defineRefusal<{rule: string}>('ASSET_RULE_UNKNOWN', ({rule}) => ({
  zh: `本项目没有名为“${rule}”的文件要求。`,
  en: `This track asks for no file "${rule}".`,
}));

export const assetCountReached = defineRefusal<{rule: string; most: number}>('ASSET_COUNT_REACHED', ({most}) => ({
  zh: `最多可上传 ${most} 个文件，请先删除一个。`,
  en: `At most ${most} files: remove one first.`,
}));
