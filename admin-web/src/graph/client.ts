import {ApolloClient, from, HttpLink, InMemoryCache} from '@apollo/client/core';
import {onError} from '@apollo/client/link/error';
import type {Renewal} from '@/session/renewal';
import {refusalOf} from './refusal';
import {renewing} from './renewing';

export interface ClientHooks {
  session: Pick<Renewal, 'fresh' | 'renew' | 'possible'>;
  /** The session has ended while a page was open. */
  signedOut(): void;
  /** Something was not permitted: what one may do has perhaps changed since the page asked. */
  forbidden(): void;
}

export function createClient({session, signedOut, forbidden}: ClientHooks) {
  const expired = onError(({graphQLErrors, networkError}) => {
    const {kind} = refusalOf({graphQLErrors, networkError});
    if (kind === 'not-signed-in') signedOut();
    if (kind === 'forbidden') forbidden();
  });
  return new ApolloClient({
    link: from([expired, renewing(session), new HttpLink({uri: '/graphql', credentials: 'same-origin'})]),
    cache: new InMemoryCache({
      typePolicies: {
        // One per page load, without an id of its own.
        Viewer: {keyFields: []},
        Query: {fields: {viewer: {merge: true}}},
        // Answers to "what if": never the same thing twice.
        DefinitionPlan: {keyFields: false},
        // A part of its round: what one page asked of it stays when another asks for more.
        Judging: {merge: true},
      },
    }),
    defaultOptions: {
      watchQuery: {fetchPolicy: 'cache-and-network', nextFetchPolicy: 'cache-first'},
      query: {fetchPolicy: 'network-only'},
    },
  });
}
