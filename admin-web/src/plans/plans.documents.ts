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
        buckets {
          key
          name(language: $language)
          position
          members {
            id
            shortName(language: $language)
          }
          cells {
            metric {
              id
            }
            target
            allocated
            done
          }
        }
        floors {
          key
          name(language: $language)
          basis
          atLeast
          met
          of
          done
          metric {
            id
            name(language: $language)
            unit(language: $language)
          }
        }
        check {
          checkedAt
          alarmAt
          alarmFigures
        }
        root {
          id
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

/** The units directly below one, a page of them, with all their numbers. */
export const PlanBelowDocument = graphql(`
  query PlanBelow($key: String!, $organisationId: ID!, $language: Language!, $after: String, $first: Int!) {
    campaign(key: $key) {
      id
      plan {
        id
        root {
          id
          name(language: $language)
        }
        metrics {
          id
          key
          name(language: $language)
          unit(language: $language)
        }
        row(organisationId: $organisationId) {
          organisation {
            id
            name(language: $language)
          }
          cells {
            metric {
              id
            }
            target
            own
            allocated
            over
            done
          }
        }
        below(organisationId: $organisationId, first: $first, after: $after) {
          totalCount
          nodes {
            source
            organisation {
              id
              name(language: $language)
              shortName(language: $language)
              childCount
            }
            cells {
              metric {
                id
              }
              target
              own
              done
              met
            }
          }
          pageInfo {
            endCursor
            hasNextPage
          }
        }
      }
    }
  }
`);

export const AllocateDocument = graphql(`
  mutation AllocateQuotas($planId: ID!, $organisationId: ID!, $rows: [QuotaInput!]!) {
    allocateQuotas(planId: $planId, organisationId: $organisationId, rows: $rows) {
      id
    }
  }
`);

export const OwnTargetsDocument = graphql(`
  mutation SetOwnTargets($planId: ID!, $organisationId: ID!, $targets: [TargetInput!]!) {
    setOwnTargets(planId: $planId, organisationId: $organisationId, targets: $targets) {
      id
    }
  }
`);

export const AllocationTableDocument = graphql(`
  query AllocationTable($planId: ID!, $organisationId: ID!, $file: String!, $language: Language!) {
    allocationTable(planId: $planId, organisationId: $organisationId, file: $file) {
      rows {
        line
        text
        organisation {
          id
        }
        targets {
          metric
          target
        }
      }
      sums {
        metric
        printed
        counted
      }
      problems {
        line
        code
        message(language: $language)
      }
    }
  }
`);
