import {graphql} from '@/graph/graphql';

export const MonthsDocument = graphql(`
  query Months($campaignId: ID!) {
    monthlyReports(campaignId: $campaignId, first: 60) {
      nodes {
        id
        month
      }
    }
  }
`);

export const MonthDocument = graphql(`
  query Month($id: ID!, $language: Language!) {
    monthlyReport(id: $id) {
      id
      month
      asOf
      fixedAt
      byHand
      events
      columns(language: $language) {
        key
        name
        unit
      }
      totals {
        metric
        target
        month
        lastMonth
        late
        total
      }
      rest {
        metric
        month
        total
      }
      rows {
        organisation {
          id
          name(language: $language)
          shortName(language: $language)
        }
        cells {
          metric
          month
          total
        }
      }
      lines {
        kind
        organisation {
          id
          name(language: $language)
        }
        title
        heldOn
        reason
        changes
      }
    }
  }
`);

export const FixMonthDocument = graphql(`
  mutation FixMonth($campaignId: ID!, $month: String!) {
    fixMonth(campaignId: $campaignId, month: $month) {
      id
      month
    }
  }
`);
