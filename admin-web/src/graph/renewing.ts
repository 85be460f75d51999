import {ApolloLink, Observable, type FetchResult, type Operation} from '@apollo/client/core';
import {getMainDefinition} from '@apollo/client/utilities';
import type {Renewal} from '@/session/renewal';
import {refusalOf} from './refusal';

/**
 * Renews the session's token before a request where that is due, and once after one that was refused for it; whoever asked
 * notices neither. What was refused as a whole did nothing and may be sent again; a change that the public tried may not.
 */
export function renewing(session: Pick<Renewal, 'fresh' | 'renew' | 'possible'>): ApolloLink {
  return new ApolloLink((operation, forward) => {
    return new Observable<FetchResult>((observer) => {
      let stopped = false;
      let subscription: {unsubscribe(): void} | undefined;
      const isLost = (error: object): boolean => {
        const {code} = refusalOf(error);
        const again = code === 'SESSION_INVALID' || (code === 'NOT_SIGNED_IN' && isQuery(operation));
        return again && session.possible;
      };
      const send = (first: boolean): void => {
        let lost = false;
        const again = async (otherwise: () => void): Promise<void> => {
          lost = true;
          const outcome = await session.renew();
          if (stopped) return;
          if (outcome === 'renewed') send(false);
          else otherwise();
        };
        subscription = forward(operation).subscribe({
          next(result) {
            const giveUp = () => (observer.next(result), observer.complete());
            if (first && isLost({graphQLErrors: result.errors})) void again(giveUp);
            else observer.next(result);
          },
          error(error: object) {
            if (first && isLost({networkError: error})) void again(() => observer.error(error));
            else observer.error(error);
          },
          complete() {
            if (!lost) observer.complete();
          },
        });
      };
      void session.fresh().then(() => stopped || send(true));
      return () => {
        stopped = true;
        subscription?.unsubscribe();
      };
    });
  });
}

function isQuery({query}: Operation): boolean {
  const definition = getMainDefinition(query);
  return definition.kind === 'OperationDefinition' && definition.operation === 'query';
}
