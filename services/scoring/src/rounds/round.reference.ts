import type {ReferenceLoader} from '@concours/kernel/subgraph';
import type {Rounds} from './round.service.js';

export const roundReferences =
  (rounds: Rounds): ReferenceLoader =>
  (refs) =>
    rounds.findMany(refs.map((ref) => String(ref.id)));
