import type {ServerResponse} from 'node:http';
import type {Agent} from 'undici';
import {sendJson} from './request.js';
import {addressOf} from './subgraph-client.js';

export interface Health {
  /** The process lives. */
  healthz(response: ServerResponse): void;
  /** It can do its work: nobody can be recognised without organisations. The other services are told, not required. */
  readyz(response: ServerResponse): Promise<void>;
  ready(): Promise<boolean>;
  drain(): void;
}

const probeTimeoutMs = 1_000;
/** Balancers and walls ask often; the services are asked once a second at most. */
const freshMs = 1_000;

export function healthOf(subgraphs: Record<string, string>, agent: Agent): Health {
  let draining = false;
  let last: {at: number; up: Promise<Record<string, boolean>>} | undefined;

  const services = (): Promise<Record<string, boolean>> => {
    if (!last || Date.now() - last.at > freshMs) {
      const probes = Object.entries(subgraphs).map(async ([name, url]) => [name, await isUp(url, agent)]);
      last = {
        at: Date.now(),
        up: Promise.all(probes).then((pairs) => Object.fromEntries(pairs) as Record<string, boolean>),
      };
    }
    return last.up;
  };
  const readiness = async (): Promise<{ready: boolean; services: Record<string, boolean>}> => {
    const up = await services();
    return {ready: !draining && up.organisations === true, services: up};
  };

  return {
    healthz: (response) => sendJson(response, 200, {status: 'up'}),
    readyz: async (response) => {
      const state = await readiness();
      sendJson(response, state.ready ? 200 : 503, {status: state.ready ? 'ready' : 'not ready', ...state});
    },
    ready: async () => (await readiness()).ready,
    drain: () => void (draining = true),
  };
}

async function isUp(url: string, agent: Agent): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(probeTimeoutMs);
    const {statusCode, body} = await agent.request({...addressOf(url, '/readyz'), method: 'GET', signal});
    await body.dump();
    return statusCode === 200;
  } catch {
    return false;
  }
}
