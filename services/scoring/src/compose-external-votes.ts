import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Entries} from './entries/entry.service.js';
import {ExternalFiles} from './external-votes/external-files.service.js';
import {ExternalVotesReading} from './external-votes/external-votes-reading.service.js';
import {externalVotesRoute} from './external-votes/external-votes.routes.js';
import {ExternalVoteImports} from './external-votes/external-votes.service.js';
import type {ResultService} from './results/result.service.js';
import type {Rounds} from './rounds/round.service.js';
import type {Submissions} from './submissions/submission.service.js';

interface Parts {
  database: Database;
  clock: Clock;
  rounds: Rounds;
  entries: Entries;
  submissions: Submissions;
}

/** The part of compose.ts that wires votes held elsewhere. */
export function composeExternalVotes({database, clock, rounds, entries, submissions}: Parts) {
  const files = new ExternalFiles({database, clock, rounds});
  const imports = new ExternalVoteImports({database, clock, rounds, entries, submissions, files});
  return {
    files,
    imports,
    route: externalVotesRoute({rounds, imports, files}),
    // results rest on standings, which rest on the imports
    reading: (results: ResultService) => new ExternalVotesReading({database, rounds, entries, imports, files, results}),
  };
}
