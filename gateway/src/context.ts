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
