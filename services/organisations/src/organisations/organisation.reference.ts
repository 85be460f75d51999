import type {ReferenceLoader} from '@concours/kernel/subgraph';
import type {OrganisationReadingService} from './organisation-reading.service.js';

/** Anybody may follow a reference: public walls and tallies show the names of bodies to people who are not signed in. */
export function organisationReferences(reading: OrganisationReadingService): ReferenceLoader {
  return (refs) => reading.byIds(refs.map((ref) => String(ref.id)));
}
