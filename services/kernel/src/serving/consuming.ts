import type {Consumption, Stop} from '../events/bus.js';
import {REPLAY_REQUESTED, type DomainEvent, type ReplayRequested} from '../events/event.js';
import {answerReplay, missingTypes, requestReplay} from '../events/replay.js';
import type {Service} from '../service.js';

/** Connects a service to the bus: its consumers, its answers to requests for replay, and its own requests for one. */
export function consumersOf(service: Service): {start(): Promise<void>; stop: Stop} {
  const {bus, database, log, name, replay} = service;
  const handlers = handlersOf(service);
  const types = [...handlers.keys()];
  const stops: Stop[] = [];

  const ask = async (missing: string[]) => {
    if (missing.length === 0) return;
    log.info({types: missing}, 'asking for a replay');
    await database.write((manager) => requestReplay(manager, {types: missing, by: name}));
  };
  // gaps that show while connecting are asked for once, together with what was never taken in
  let atStart: string[] | undefined = [];
  const onGap = (missing: string[]) => {
    if (atStart) return void atStart.push(...missing);
    ask(missing).catch((error: unknown) => log.error({err: error, types: missing}, 'a replay could not be asked for'));
  };

  return {
    start: async () => {
      if (replay) {
        const handle = (e: DomainEvent) => answerReplay(database, replay, e as DomainEvent<ReplayRequested>);
        stops.push(await bus.consume({service: `${name}:replay`, types: [REPLAY_REQUESTED], handle}));
      }
      if (types.length === 0) return;
      const handle = async (e: DomainEvent) => {
        for (const handler of handlers.get(e.type) ?? []) await handler(e);
      };
      stops.push(await bus.consume({service: name, types, handle, together: togetherOf(service), onGap}));
      const missing = new Set([...(atStart ?? []), ...(await missingTypes(database, types))]);
      atStart = undefined;
      await ask([...missing]);
    },
    stop: async () => void (await Promise.all(stops.map((stop) => stop()))),
  };
}

function togetherOf({consumes = []}: Service): Consumption['together'] {
  const alone = consumes.flatMap(({types, handleTogether}) =>
    types.flatMap((type) => {
      const isOnly = consumes.filter((other) => other.types.includes(type)).length === 1;
      return handleTogether && isOnly ? [[type, handleTogether] as const] : [];
    }),
  );
  return Object.fromEntries(alone);
}

/** A type may be consumed in several places of a service; the bus knows the service as one. */
function handlersOf({consumes = []}: Service): Map<string, ((e: DomainEvent) => Promise<void>)[]> {
  const handlers = new Map<string, ((e: DomainEvent) => Promise<void>)[]>();
  for (const {types, handle} of consumes) {
    for (const type of types) handlers.set(type, [...(handlers.get(type) ?? []), handle]);
  }
  return handlers;
}
