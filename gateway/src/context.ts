import type {Caller} from '@concours/kernel/identity';
import type {Logger} from '@concours/kernel/log';

/** What goes along with one operation, whichever door it came in by. */
export interface GatewayContext {
  caller: Caller;
  requestId: string;
  language: 'zh' | 'en';
  log: Logger;
  transport: 'http' | 'ws';
}

/** The order of a browser's languages matters more than their weights: the first that we speak wins. */
export function languageOf(acceptLanguage: string | undefined): 'zh' | 'en' {
  const first = /\b(zh|en)\b/i.exec(acceptLanguage ?? '');
  return first?.[1]?.toLowerCase() === 'en' ? 'en' : 'zh';
}
