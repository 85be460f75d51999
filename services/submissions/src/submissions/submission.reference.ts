import type {ReferenceLoader} from '@concours/kernel/subgraph';
import type {SubmissionAccess} from './submission-access.service.js';

/** A work that the caller may not see is null, as one that does not exist. */
export function submissionReferences(access: SubmissionAccess): ReferenceLoader {
  return async (refs, {caller}) => {
    const found = await access.many(
      caller,
      refs.map((ref) => String(ref.id)),
    );
    return refs.map((ref) => found.get(String(ref.id)) ?? null);
  };
}
