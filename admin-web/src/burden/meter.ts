import type {ResultOf} from '@/graph/graphql';
import type {BurdenDocument} from './burden.documents';

/** What a meter shows, of a campaign or of a definition that is not applied yet. */
export type Meter = NonNullable<ResultOf<typeof BurdenDocument>['campaign']>['burden'];
