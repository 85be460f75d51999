import {setTimeout as pause} from 'node:timers/promises';
import {handedIn, plantPlan, sourceFor} from './plan-tree.js';

const budgetMs = 500;
const approvals = 100;

/**
 * From the moment at which an approval is asked for until a wall's stream has the new figure: the approval itself, its event through the
 * outbox and the relay, and the feed, which gathers for up to 250 ms. The budget of half a second over the 99th percentile is the ratio.
 */
export const bench = {
  name: 'progress-live',
  floor: 1,
  async run() {
    const tree = await plantPlan(2_000);
    // the service's own timers don't keep a process alive
    const alive = setInterval(() => undefined, 1_000);
    try {
      const {service, relay, system, units} = tree;
      const {slices} = service;
      // the table that the wall shows: the cities; the approved units are three levels below
      const source = sourceFor(units.slice(1, 5));
      const {id: campaignId} = await slices.definitions.apply(system, source, null);
      relay.start();
      await service.start?.();
      const ids: string[] = [];
      for (let n = 0; n < approvals; n++) ids.push(await handedIn(tree, campaignId, units[21 + n]!));
      const events = (await slices.feeds.subscribe(campaignId))[Symbol.asyncIterator]();
      await events.next();
      const waits: number[] = [];
      for (const [n, id] of ids.entries()) {
        const began = performance.now();
        await slices.reports.approve(system, id);
        for (;;) {
          const {value} = await events.next();
          if (value.totals[0]?.done === n + 1) break;
        }
        waits.push(performance.now() - began);
        // at no particular moment of the feed's quarter second
        await pause((n * 37) % 300);
      }
      await events.return?.();
      waits.sort((a, b) => a - b);
      const at = (share: number) => Math.round(waits[Math.ceil(waits.length * share) - 1] ?? NaN);
      return {ratio: budgetMs / at(0.99), raw: {approvals, p50: at(0.5), p90: at(0.9), p99: at(0.99)}};
    } finally {
      clearInterval(alive);
      await tree.close();
    }
  },
};
