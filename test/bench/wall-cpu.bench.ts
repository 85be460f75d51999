import {measureFanout, startFleet} from './fleet.js';

const budgetMicros = 40;

/** 500 walls × 100 events with joins: what one message costs the gateway, against its budget. */
export const bench = {
  name: 'wall-cpu',
  floor: 1,
  async run() {
    const fleet = await startFleet();
    try {
      const raw = await measureFanout(fleet.gateway, fleet.services.scoring, {
        count: 500,
        events: 100,
        everyMs: 50,
        graph: true,
      });
      if (raw.delivered < raw.expected) throw new Error(`${raw.delivered} of ${raw.expected} messages arrived`);
      return {ratio: budgetMicros / raw.cpuMicrosPerMessage, raw: {budgetMicros, ...raw}};
    } finally {
      fleet.stop();
    }
  },
};
