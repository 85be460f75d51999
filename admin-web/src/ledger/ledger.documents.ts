import {graphql} from '@/graph/graphql';

export const LedgerDocument = graphql(`
  query Ledger($campaignId: ID!, $roundKey: String!, $language: Language!, $after: String) {
    campaign(id: $campaignId) {
      id
      round(key: $roundKey) {
        id
        key
        name(language: $language)
        track {
          id
          name(language: $language)
        }
        ballot {
          opensAt
          closesAt
        }
        ledgerHeads(first: 40, after: $after) {
          totalCount
          pageInfo {
            endCursor
            hasNextPage
          }
          nodes {
            number
            day
            at
            closing
            ballots
            marks
            hash
            statement
            body
            publicKey
            signature
          }
        }
      }
    }
  }
`);

export const LedgerProofDocument = graphql(`
  query LedgerProof($receipt: String!) {
    ledgerProof(receipt: $receipt) {
      state
      document
      voided {
        at
        reason
        sealed
      }
      head {
        number
        day
        hash
      }
    }
  }
`);
