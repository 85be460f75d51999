import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Clock} from './clock.js';
import type {Database} from './database-port.js';
import type {Bus} from './events/bus.js';
import type {DomainEvent} from './events/event.js';
import type {Replay} from './events/replay.js';
import type {Caller} from './identity.js';
import type {Logger} from './log.js';
import type {Subgraph} from './subgraph.js';

/** A place that is not the graph, such as one for files. Behind the envelope, which signs the frame of the request. */
export interface Route {
  /** `/files` takes `/files` and everything below it. */
  prefix: string;
  /**
   * The whole body (1 MB at most) is read before and passed on; the envelope has to sign it together with the frame.
   * For everything that isn't streamed.
   */
  wholeBody?: boolean;
  handle(req: IncomingMessage, res: ServerResponse, caller: Caller, body: Buffer): Promise<void>;
}

export interface Consumer {
  types: string[];
  handle(e: DomainEvent): Promise<void>;
  /** Takes many of one type at once, all or none; see `Consumption.together`. Only where nobody else here takes the type. */
  handleTogether?(events: DomainEvent[]): Promise<void>;
}

export interface Service {
  name: string;
  subgraph: Subgraph;
  database: Database;
  bus: Bus;
  clock: Clock;
  log: Logger;
  routes?: Route[];
  consumes?: Consumer[];
  replay?: Replay;
  /** Runs after the consumers are up and before the first request is taken. */
  start?(): Promise<void>;
  /** Runs after the last request is answered. */
  stop?(): Promise<void>;
}
