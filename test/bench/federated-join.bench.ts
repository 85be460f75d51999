import http from 'node:http';
import {ENVELOPE_HEADER, signEnvelope, systemCaller} from '@concours/kernel/identity';
import {keys} from '../../gateway/testing/little-house.js';
import {composed, LittleState, littleServices} from '../../gateway/testing/little-services.js';
import {Part, startFleet} from './fleet.js';
import {installHive} from './hive.js';

const body = JSON.stringify({
  query: `query Join($n: Int!) { round(id: "r") { entries(first: $n) { nodes {
    id votes submission { title } organisation { shortName } } } } }`,
  variables: {n: 20},
});
const [key] = keys;
const concurrent = 16;
const turnMs = 2_500;
const turns = 3;

interface Turn {
  perSecond: number;
  cpuMicros: number;
}

/** Requests for a while, with a fixed number under way: how many, and what each costs the process that answers. */
async function turn(agent: http.Agent, part: Part, sign: boolean): Promise<Turn> {
  const before = await part.ask<{micros: number}>({ask: 'cpu'});
  const began = Date.now();
  let answered = 0;
  const one = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const envelope = sign && key ? {[ENVELOPE_HEADER]: signEnvelope({caller: systemCaller(), key, body})} : {};
      const headers = {'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...envelope};
      const request = http.request(`${part.url}/graphql`, {method: 'POST', agent, headers}, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () => {
          answered += 1;
          if (response.statusCode === 200 && text.includes('单位 o2') && !text.includes('"errors"')) resolve();
          else reject(new Error(`${response.statusCode}: ${text.slice(0, 300)}`));
        });
      });
      request.on('error', reject);
      request.end(body);
    });
  const worker = async (): Promise<void> => {
    while (Date.now() < began + turnMs) await one();
  };
  await Promise.all(Array.from({length: concurrent}, worker));
  const seconds = (Date.now() - began) / 1_000;
  const after = await part.ask<{micros: number}>({ask: 'cpu'});
  return {perSecond: Math.round(answered / seconds), cpuMicros: Math.round((after.micros - before.micros) / answered)};
}

/**
 * A join over three services through the gateway, against the same query on one service that has everything, and against
 * Hive Gateway's runtime on the same services. They take turns. The ratio is that of the requests which one core of each
 * can answer: it doesn't depend on how many cores the machine has for the other processes, or on who else uses them. The
 * requests a second that were seen here stand beside it.
 */
export const bench = {
  name: 'federated-join',
  floor: 0.25,
  async run() {
    const agent = new http.Agent({keepAlive: true, maxSockets: concurrent});
    const fleet = await startFleet();
    const whole = await Part.start({role: 'service', name: 'whole'});
    const urls = Object.fromEntries(Object.entries(fleet.services).map(([name, {url}]) => [name, url]));
    const supergraph = composed(littleServices(new LittleState()), urls);
    const folder = await installHive();
    const hive = folder === undefined ? undefined : await Part.start({role: 'hive', supergraph, folder});
    const seen: Record<'direct' | 'gateway' | 'hive', Turn[]> = {direct: [], gateway: [], hive: []};
    try {
      for (let i = 0; i <= turns; i++) {
        const now = {
          direct: await turn(agent, whole, true),
          gateway: await turn(agent, fleet.gateway, false),
          hive: hive && (await turn(agent, hive, false)),
        };
        // The first turn only warms up.
        if (i === 0) continue;
        seen.direct.push(now.direct);
        seen.gateway.push(now.gateway);
        if (now.hive) seen.hive.push(now.hive);
      }
      const [direct, gateway, other] = [best(seen.direct), best(seen.gateway), best(seen.hive)];
      if (!direct || !gateway) throw new Error('no turn was measured');
      const againstHive = other && {hive: other, ratioToHive: Number((other.cpuMicros / gateway.cpuMicros).toFixed(2))};
      return {
        ratio: direct.cpuMicros / gateway.cpuMicros,
        raw: {direct, gateway, ...(againstHive ?? {hive: 'not installed'}), entries: 20, concurrent},
      };
    } finally {
      fleet.stop();
      whole.stop();
      hive?.stop();
      agent.destroy();
    }
  },
};

/** The turn that neighbours disturbed least. */
function best(all: Turn[]): Turn | undefined {
  return [...all].sort((a, b) => a.cpuMicros - b.cpuMicros)[0];
}
