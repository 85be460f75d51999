import {graphql} from '@/graph/graphql';

export const MyComplaintsDocument = graphql(`
  query MyComplaints {
    myComplaints {
      id
      kind
      state
      text
      at
      answer
      answeredAt
      round {
        id
      }
      entry {
        id
        number
      }
    }
  }
`);

export const EntryChoiceDocument = graphql(`
  query EntriesToReport($roundId: ID!) {
    round(id: $roundId) {
      id
      entries(first: 200) {
        nodes {
          id
          number
          submission {
            id
            title
          }
        }
      }
    }
  }
`);

export const ReportComplaintDocument = graphql(`
  mutation ReportComplaint($input: ComplaintInput!) {
    reportComplaint(input: $input) {
      id
      state
    }
  }
`);
