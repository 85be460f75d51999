import {graphql} from '@/graph/graphql';

export const PlanDocument = graphql(`
  query Plan($key: String!, $language: Language!) {
    campaign(key: $key) {
      id
      plan {
        id
        name(language: $language)
        metrics {
          id
          key
          name(language: $language)
          unit(language: $language)
          target
          done
        }
        columns {
          id
          name(language: $language)
          unit(language: $language)
        }
        sums
        rows {
          organisation {
            id
            name(language: $language)
            shortName(language: $language)
          }
          cells {
            metric {
              id
            }
            target
            done
          }
        }
        unallocated {
          metric {
            id
          }
          done
        }
      }
    }
  }
`);

export const PlanUnitDocument = graphql(`
  query PlanUnit($key: String!, $organisationId: ID!, $language: Language!, $after: String) {
    campaign(key: $key) {
      id
      plan {
        id
        metrics {
          id
          name(language: $language)
          unit(language: $language)
        }
        row(organisationId: $organisationId) {
          cells {
            metric {
              id
            }
            target
            done
          }
        }
      }
    }
    organisation(id: $organisationId) {
      id
      name(language: $language)
      ancestors {
        id
        name(language: $language)
        shortName(language: $language)
      }
      children(first: 20, after: $after) {
        totalCount
        nodes {
          id
          name(language: $language)
          shortName(language: $language)
        }
        pageInfo {
          endCursor
          hasNextPage
        }
      }
    }
  }
`);

export const PlanRowDocument = graphql(`
  query PlanRow($key: String!, $organisationId: ID!) {
    campaign(key: $key) {
      id
      plan {
        id
        row(organisationId: $organisationId) {
          cells {
            metric {
              id
            }
            target
            done
          }
        }
      }
    }
  }
`);
