import {graphql} from '@/graph/graphql';

export const TracksDocument = graphql(`
  query Tracks($key: String!, $language: Language!) {
    campaign(key: $key) {
      id
      tracks {
        id
        key
        name(language: $language)
        kind
        deadline
        channels
        workPlanAsked
        hosting {
          role
          organisations {
            id
            name(language: $language)
            shortName(language: $language)
          }
        }
        portals {
          name(language: $language)
          kind
        }
        duties {
          key
          doneAt
        }
        workPlans {
          id
          state
        }
      }
    }
  }
`);

export const TrackDocument = graphql(`
  query Track($key: String!, $track: String!, $language: Language!) {
    campaign(key: $key) {
      id
      track(key: $track) {
        id
        key
        name(language: $language)
        kind
        deadline
        channels
        openEverywhere
        handedInBy
        eligibility(language: $language)
        criteria(language: $language)
        workPlanAsked
        workPlanBy
        hosting {
          role
          organisations {
            id
            name(language: $language)
            shortName(language: $language)
          }
        }
        portals {
          name(language: $language)
          kind
          address
        }
        onward {
          key
          name(language: $language)
          kind
          campaignKey
          by
        }
        duties {
          key
          name(language: $language)
          by
          doneAt
          doneBy
          note
        }
        workPlans {
          id
          version
          state
          text
          handedInAt
          handedInBy
          decidedAt
          decidedBy
          reason
        }
        contacts {
          id
          department
          name
          phone
          email
          organisation {
            id
            name(language: $language)
          }
        }
      }
    }
  }
`);

export const MarkDutyDocument = graphql(`
  mutation MarkDuty($trackId: ID!, $duty: String!, $done: Boolean!, $note: String) {
    markDuty(trackId: $trackId, duty: $duty, done: $done, note: $note) {
      id
    }
  }
`);

export const HandInWorkPlanDocument = graphql(`
  mutation HandInWorkPlan($trackId: ID!, $version: Int!, $text: String!) {
    handInWorkPlan(trackId: $trackId, version: $version, text: $text) {
      id
    }
  }
`);

export const DecideWorkPlanDocument = graphql(`
  mutation DecideWorkPlan($trackId: ID!, $version: Int!, $approve: Boolean!, $reason: String) {
    decideWorkPlan(trackId: $trackId, version: $version, approve: $approve, reason: $reason) {
      id
    }
  }
`);

export const AddHostContactDocument = graphql(`
  mutation AddHostContact($trackId: ID!, $input: HostContactInput!) {
    addHostContact(trackId: $trackId, input: $input) {
      id
    }
  }
`);

export const RemoveHostContactDocument = graphql(`
  mutation RemoveHostContact($id: ID!) {
    removeHostContact(id: $id) {
      id
    }
  }
`);

export const RevealHostContactDocument = graphql(`
  mutation RevealHostContact($id: ID!, $reason: String) {
    revealHostContact(id: $id, reason: $reason) {
      id
      name
      phone
      email
    }
  }
`);
