import type {ReferenceLoader} from '@concours/kernel/subgraph';
import type {Entries} from './entry.service.js';

export const entryReferences =
  (entries: Entries): ReferenceLoader =>
  (refs) =>
    entries.findMany(refs.map((ref) => String(ref.id)));
