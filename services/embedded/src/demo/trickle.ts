import type {Platform} from '../platform.js';
import type {Ids} from './fill-organisations.js';
import {reportOne} from './fill-reports.js';
import type {Random} from './random.js';
import {Crowd} from './votes.js';

const VOTE_EVERY_MS = 900;
const REPORT_EVERY_MS = 25_000;

interface Trickle {
  roundId: string;
  entryIds: readonly string[];
  planCampaignId: string;
  ids: Ids;
  random: Random;
}

/** A few new votes each second and a report now and then, so that the walls live. Voters are new ones, within every limit. */
export function startTrickle(platform: Platform, i: Trickle): {stop(): Promise<void>} {
  const crowd = new Crowd(i.entryIds, i.random.fork('crowd'));
  const began = Date.now().toString(36);
  let count = 0;
  const vote = async () => {
    for (let voters = i.random.between(1, 4); voters > 0; voters--) {
      const voter = `visitor-${began}-${++count}`;
      const caller = {
        kind: 'voter' as const,
        id: `demo-app:${voter}`,
        name: null,
        grants: [],
        voter: {app: 'demo-app', id: voter},
        requestId: voter,
      };
      await platform.services.scoring.slices.ballots.cast(caller, {
        roundId: i.roundId,
        requestId: voter,
        entryIds: crowd.choose(i.random.between(1, 5)),
      });
    }
  };
  const stops = [
    repeat(VOTE_EVERY_MS, vote, platform),
    repeat(
      REPORT_EVERY_MS,
      () => reportOne(platform, {campaignId: i.planCampaignId, ids: i.ids, random: i.random}),
      platform,
    ),
  ];
  return {stop: async () => void (await Promise.all(stops.map((stop) => stop())))};
}

/** One at a time; a refusal (the vote has closed, say) is no reason to stop trying. */
function repeat(everyMs: number, work: () => Promise<void>, {log}: Platform): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(work).catch((error: unknown) => log.debug({err: error}, 'the demo trickle was refused'));
  }, everyMs);
  return () => {
    clearInterval(timer);
    return running;
  };
}
