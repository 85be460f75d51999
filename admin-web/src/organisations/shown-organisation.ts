import type {ResultOf} from '@/graph/graphql';
import type {OrganisationDocument} from './organisations.documents';

export type ShownOrganisation = NonNullable<ResultOf<typeof OrganisationDocument>['organisation']>;
