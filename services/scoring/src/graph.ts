import type {ReferenceLoader, SubgraphParts} from '@concours/kernel/subgraph';
import {EntryResolver} from './entries/entry.resolver.js';
import {entryReferences} from './entries/entry.reference.js';
import type {Entries} from './entries/entry.service.js';
import {RoundEntriesResolver} from './entries/round.ext.js';
import {CampaignRoundsResolver} from './rounds/campaign.ext.js';
import type {RoundReading} from './rounds/round-reading.service.js';
import {RoundResolver} from './rounds/round.resolver.js';
import {roundReferences} from './rounds/round.reference.js';
import type {Rounds} from './rounds/round.service.js';

/** What the resolvers and references need; absent when only the SDL is wanted. */
export interface Slices {
  rounds: Rounds;
  reading: RoundReading;
  entries: Entries;
}

type ResolverClass = new (...services: never[]) => object;

/** One line a resolver class, with the instance that answers for it. */
const resolvers: {type: ResolverClass; make: (slices: Slices) => object}[] = [
  {type: RoundResolver, make: ({reading}) => new RoundResolver(reading)},
  {type: CampaignRoundsResolver, make: ({reading}) => new CampaignRoundsResolver(reading)},
  {type: EntryResolver, make: ({entries, rounds}) => new EntryResolver(entries, rounds)},
  {type: RoundEntriesResolver, make: ({entries}) => new RoundEntriesResolver(entries)},
];

/** One line an entity that others refer to. */
const references: Record<string, (slices: Slices) => ReferenceLoader> = {
  Round: ({rounds}) => roundReferences(rounds),
  Entry: ({entries}) => entryReferences(entries),
  Campaign: () => async (refs) => refs.map(({id}) => ({id})),
};

export function graph(slices?: Slices): SubgraphParts {
  return {
    name: 'scoring',
    resolvers: resolvers.map(({type}) => type),
    instances: slices && resolvers.map(({make}) => make(slices)),
    references: Object.fromEntries(
      Object.entries(references).map(([type, loader]) => [type, slices ? loader(slices) : sdlOnly]),
    ),
  };
}

const sdlOnly: ReferenceLoader = () => Promise.reject(new Error('built for its SDL only'));
