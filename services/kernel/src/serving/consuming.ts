import type {Stop} from '../events/bus.js';
import {REPLAY_REQUESTED, type DomainEvent, type ReplayRequested} from '../events/event.js';
import {answerReplay, missingTypes, requestReplay} from '../events/replay.js';
import type {Service} from '../serve.js';

/** Connects a service's consumers to the bus, answers requests for replay and asks for one where something is missing. */
export async function startConsuming(service: Service): Promise<{stop: Stop}> {
  const {bus, database, log, name, replay} = service;
  const handlers = new Map<string, ((e: DomainEvent) => Promise<void>)[]>();
  for (const {types, handle} of service.consumes ?? []) {
    for (const type of types) handlers.set(type, [...(handlers.get(type) ?? []), handle]);
  }
  const types = [...handlers.keys()];
  const stops: Stop[] = [];

  const ask = async (missing: string[]) => {
    if (missing.length === 0) return;
    log.info({types: missing}, 'asking for a replay');
    await database.write((manager) => requestReplay(manager, {types: missing, by: name}));
  };
  // gaps that show while connecting are asked for once, together with what was never taken in
  let atStart: Set<string> | undefined = new Set();
  const onGap = (missing: string[]) => {
    if (atStart) return missing.forEach((type) => atStart?.add(type));
    ask(missing).catch((error: unknown) => log.error({err: error, types: missing}, 'a replay could not be asked for'));
  };

  if (replay) {
    const handle = (e: DomainEvent) => answerReplay(database, replay, e as DomainEvent<ReplayRequested>);
    stops.push(await bus.consume({service: `${name}:replay`, types: [REPLAY_REQUESTED], handle}));
  }
  if (types.length > 0) {
    const handle = async (e: DomainEvent) => {
      for (const handler of handlers.get(e.type) ?? []) await handler(e);
    };
    stops.push(await bus.consume({service: name, types, handle, onGap}));
    const known = [...atStart];
    atStart = undefined;
    await ask([...new Set([...known, ...(await missingTypes(database, types))])]);
  }
  return {stop: async () => void (await Promise.all(stops.map((stop) => stop())))};
}
