import {defineRefusal} from '@concours/kernel/refusal';

export const ledgerReceiptInvalid = defineRefusal('LEDGER_RECEIPT_INVALID', () => ({
  zh: '这不是一张选票回执。请完整粘贴以 CB1. 开头的回执。',
  en: 'This is no receipt of a ballot. Paste all of it, from CB1. on.',
}));

export const ledgerReceiptUnknown = defineRefusal('LEDGER_RECEIPT_UNKNOWN', () => ({
  zh: '平台没有发出过这张回执：可能复制不完整，或被改动过。',
  en: 'The platform has never given this receipt: it may be cut off or changed.',
}));
