import {graphql} from '@/graph/graphql';

export const CalendarDocument = graphql(`
  query CampaignCalendar($key: String!, $unit: ID, $language: Language!) {
    campaign(key: $key) {
      id
      stages {
        id
        key
        name(language: $language)
        kind
        opensAt
        closesAt
        plannedAt
        stated
        tentative
        state
        overridden
        trackKeys
        heldBy {
          id
          text(language: $language)
        }
      }
      tracks {
        id
        key
        name(language: $language)
      }
      dates {
        place
        name(language: $language)
        written(language: $language)
        subject
        begins
        status
        confirmable
        moment
        instant
        earliest
        latest
        stated
        trackKey
        history {
          kind
          before
          after
          reason
          followed
          at
        }
      }
      openPoints {
        id
        code
        text(language: $language)
        stageKeys
        trackKeys
        holdsPlan
        ruling {
          text(language: $language)
          inDefinition
          ruledAt
        }
      }
      deadlines(organisationId: $unit) {
        place
        name(language: $language)
        kind
        trackKey
        at
        status
        binding
      }
    }
  }
`);

export const ConfirmDateDocument = graphql(`
  mutation ConfirmDate($campaignId: ID!, $place: String!, $moment: String, $reason: String) {
    confirmDate(campaignId: $campaignId, place: $place, moment: $moment, reason: $reason) {
      place
    }
  }
`);

export const RuleOnPointDocument = graphql(`
  mutation RuleOnPoint($campaignId: ID!, $pointId: ID!, $ruling: String!) {
    ruleOnPoint(campaignId: $campaignId, pointId: $pointId, ruling: $ruling) {
      id
    }
  }
`);

export const OpenStageDocument = graphql(`
  mutation OpenStage($campaignId: ID!, $stageKey: String!, $reason: String!) {
    openStage(campaignId: $campaignId, stageKey: $stageKey, reason: $reason) {
      id
    }
  }
`);

export const CloseStageDocument = graphql(`
  mutation CloseStage($campaignId: ID!, $stageKey: String!, $reason: String!) {
    closeStage(campaignId: $campaignId, stageKey: $stageKey, reason: $reason) {
      id
    }
  }
`);
