import type {ResultOf} from '@/graph/graphql';
import type {MeterParts} from './burden.documents';

/** What a meter shows, of a campaign or of a definition that is not applied yet. */
export type Meter = ResultOf<typeof MeterParts>;
