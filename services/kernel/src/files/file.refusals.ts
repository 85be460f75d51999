import {type BilingualText, defineRefusal, Refusal} from '../refusal.js';
import type {Found} from './file.rules.js';

/** The code of the first finding is the refusal's, so that a client sees ASSET_TOO_LONG and not that something was wrong. */
export function fileRefused(findings: readonly Found[]): Refusal {
  const [first] = findings;
  const facts = {rule: first.rule, findings: findings.map(({rule, code, text}) => ({rule, code, text}))};
  return new Refusal(first.code, first.text, facts);
}

/** Says the same for an upload of somebody else as for none. */
export const uploadNotFound = defineRefusal('UPLOAD_NOT_FOUND', () => ({
  zh: '未找到该上传，可能已过期，请重新上传。',
  en: 'There is no such upload, or it has expired: upload the file again.',
}));

export const uploadUnfinished = defineRefusal<{received: number; expected: number}>(
  'UPLOAD_UNFINISHED',
  ({received, expected}) => ({
    zh: `文件尚未上传完成（${received}/${expected} 字节）。`,
    en: `The upload is not finished (${received} of ${expected} bytes).`,
  }),
);

export const fileLinkExpired = defineRefusal('FILE_LINK_EXPIRED', () => ({
  zh: '文件链接已失效，请刷新页面。',
  en: 'The link to this file has expired: reload the page.',
}));

export const fileLinkInvalid = defineRefusal('FILE_LINK_INVALID', () => ({
  zh: '文件链接无效。',
  en: 'The link to this file is not valid.',
}));

export const fileMissing = defineRefusal('FILE_NOT_FOUND', () => ({
  zh: '未找到该文件。',
  en: 'There is no such file.',
}));

const uploadTexts: Record<string, BilingualText> = {
  UPLOAD_NOT_PERMITTED: {zh: '您没有上传文件的权限。', en: 'You are not permitted to upload files.'},
  UPLOAD_LENGTH_REQUIRED: {
    zh: '须提供文件大小（Upload-Length）。',
    en: 'The size of the file (Upload-Length) is required.',
  },
  UPLOAD_TOO_LARGE: {zh: '文件超过允许上传的大小。', en: 'The file is larger than may be uploaded.'},
  UPLOAD_NOT_FOUND: {zh: '未找到该上传，可能已过期。', en: 'There is no such upload, or it has expired.'},
  UPLOAD_OFFSET_WRONG: {zh: '续传位置不正确。', en: 'The offset is not where the upload stands.'},
  UPLOAD_STORE_FULL: {zh: '存储空间不足，请稍后再试。', en: 'There is no space left: try again later.'},
  UPLOAD_INVALID: {zh: '上传请求无效。', en: 'The upload request is not valid.'},
};
export type UploadCode = keyof typeof uploadTexts;
export const uploadText = (code: string): BilingualText => uploadTexts[code] ?? uploadTexts.UPLOAD_INVALID;
