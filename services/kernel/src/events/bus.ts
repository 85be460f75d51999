import type {DomainEvent} from './event.js';

/** Ends a subscription; settles when nothing of it is being handled any more. */
export type Stop = () => Promise<void>;

export interface Consumption {
  /** Instances with the same name share the events among them. */
  service: string;
  types: string[];
  /**
   * May be called again for the same event, after a crash or when it throws, and with several subjects at once; events of
   * one subject that arrive together are handled in turn.
   */
  handle: (e: DomainEvent) => Promise<void>;
  /**
   * By type: takes many at once, all of them or none, where it is cheaper to keep many than one at a time. When it throws,
   * each goes to `handle` by itself, so that one bad event harms no other. Events of a subject stay in their order.
   */
  together?: Record<string, (events: DomainEvent[]) => Promise<void>>;
  /** Called when events of these types may have been missed: the place in the stream is new, or the stream lost some. */
  onGap?: (types: string[]) => void;
}

export interface Bus {
  /** Settles when the events are kept, or throws; `PublishIncomplete` names those that are not. */
  publish(events: DomainEvent[]): Promise<void>;
  /** Each event once per service, at least. */
  consume(i: Consumption): Promise<Stop>;
  /** Each event to every instance that happens to listen; a hint to read the database again, nothing to rely on. */
  listen(i: {types: string[]; handle: (e: DomainEvent) => void}): Promise<Stop>;
  close(): Promise<void>;
}

/** Some events could not be handed over; the rest could. */
export class PublishIncomplete extends Error {
  constructor(readonly undelivered: ReadonlySet<string>) {
    super(`${undelivered.size} events were not delivered`);
    this.name = 'PublishIncomplete';
  }
}
