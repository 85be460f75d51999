import type {ReferenceLoader} from '@concours/kernel/subgraph';
import type {PersonFiles} from './person-files.service.js';

/** A file that the caller may not see is null, as one that is none. */
export function personReferences(files: PersonFiles): ReferenceLoader {
  return (refs, {caller}) => Promise.resolve(refs.map(({id}) => files.find(caller, String(id))));
}
