import {useApolloClient} from '@vue/apollo-composable';
import {ref} from 'vue';
import type {ResultOf} from '@/graph/graphql';
import {useRefusal} from '@/graph/useRefusal';
import {LedgerProofDocument} from './ledger.documents';
import {browserHash, leadsToHead, openingOf} from './recompute';

type Found = ResultOf<typeof LedgerProofDocument>['ledgerProof'];

/** Looks a receipt up, and walks the way from its ballot to the head on this device, too. */
export function useReceipt() {
  const {client} = useApolloClient();
  const {words, refusalOf} = useRefusal();
  const busy = ref(false);
  const problem = ref('');
  const found = ref<Found | null>(null);
  const ballot = ref<{at: Date; marks: number} | null>(null);
  /** Null where it was not recomputed here. */
  const holds = ref<boolean | null>(null);

  async function find(receipt: string): Promise<void> {
    [busy.value, problem.value, found.value, holds.value] = [true, '', null, null];
    try {
      const {data} = await client.query({
        query: LedgerProofDocument,
        variables: {receipt: receipt.trim()},
        fetchPolicy: 'no-cache',
      });
      const {ledgerProof} = data;
      const hash = browserHash();
      if (ledgerProof.document && hash) {
        holds.value = await leadsToHead(JSON.parse(ledgerProof.document), receipt, hash);
      }
      const [, , , , , , at, marks] = JSON.parse(openingOf(receipt)) as [...unknown[]];
      ballot.value = {at: new Date(Number(at)), marks: (marks as unknown[]).length};
      found.value = ledgerProof;
    } catch (thrown) {
      problem.value = words(refusalOf(thrown));
    } finally {
      busy.value = false;
    }
  }

  return {busy, problem, found, ballot, holds, find};
}
