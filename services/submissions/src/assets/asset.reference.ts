import type {ReferenceLoader} from '@concours/kernel/subgraph';
import type {AssetService} from './asset.service.js';

export function assetReferences(service: AssetService): ReferenceLoader {
  return (refs, {caller}) =>
    service.visible(
      caller,
      refs.map((ref) => String(ref.id)),
    );
}
