/** Each language is named in itself: whoever looks for it may not read the other. */
export const languageNames = {zh: '中文', en: 'English'} as const;
