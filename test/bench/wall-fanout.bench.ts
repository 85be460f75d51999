import {measureFanout, startFleet, startPart} from './fleet.js';

const shape = {count: 1_000, events: 60, everyMs: 100};

/** 1,000 walls on one gateway against a bare broadcast of the same text: processor time a message, bare ÷ gateway. */
export const bench = {
  name: 'wall-fanout',
  floor: 0.5,
  async run() {
    const fleet = await startFleet();
    const bare = await startPart({role: 'bare'});
    try {
      const gateway = await measureFanout(fleet.gateway, fleet.services.scoring, {...shape, graph: true});
      const plain = await measureFanout(bare, bare, {...shape, graph: false});
      if (gateway.delivered < gateway.expected) throw new Error(`${gateway.delivered} of ${gateway.expected} arrived`);
      return {ratio: plain.cpuMicrosPerMessage / gateway.cpuMicrosPerMessage, raw: {gateway, bare: plain}};
    } finally {
      fleet.stop();
      bare.stop();
    }
  },
};
