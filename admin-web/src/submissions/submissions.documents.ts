import {graphql} from '@/graph/graphql';

export const WorkTracksDocument = graphql(`
  query WorkTracks($key: String!, $language: Language!) {
    campaign(key: $key) {
      id
      tracks {
        id
        key
        name(language: $language)
        kind
        deadline
        rules
        submissionCount
        shortlist {
          atMost
          chosen
          closedAt
          digest
        }
      }
    }
  }
`);

export const WorksDocument = graphql(`
  query Works($campaignId: ID!, $filter: SubmissionFilter, $after: String, $language: Language!) {
    submissions(campaignId: $campaignId, filter: $filter, first: 100, after: $after) {
      totalCount
      pageInfo {
        endCursor
        hasNextPage
      }
      nodes {
        id
        number
        title
        author
        state
        handedInAt
        version
        track {
          id
          name(language: $language)
        }
        organisation {
          id
          name(language: $language)
          shortName(language: $language)
        }
        recommendedBy {
          id
          name(language: $language)
          shortName(language: $language)
        }
        cover {
          id
          url
        }
        can {
          recommend
          screen
        }
      }
    }
  }
`);

export const AllowanceDocument = graphql(`
  query Allowance($campaignId: ID!, $trackKey: String!, $organisationId: ID!, $language: Language!) {
    recommendationAllowance(campaignId: $campaignId, trackKey: $trackKey, organisationId: $organisationId) {
      cap
      used
      remaining
      class
      className(language: $language)
      organisation {
        id
        name(language: $language)
      }
    }
  }
`);

export const AllowancesDocument = graphql(`
  query Allowances($campaignId: ID!, $trackKey: String!, $language: Language!) {
    recommendationAllowances(campaignId: $campaignId, trackKey: $trackKey) {
      cap
      used
      remaining
      className(language: $language)
      organisation {
        id
        name(language: $language)
        shortName(language: $language)
      }
    }
  }
`);

export const WorkDocument = graphql(`
  query Work($id: ID!, $language: Language!) {
    submission(id: $id) {
      id
      number
      title
      author
      performers
      state
      returnReason
      handedInAt
      version
      campaign {
        id
      }
      track {
        id
        key
        name(language: $language)
        deadline
        rules
      }
      organisation {
        id
        name(language: $language)
      }
      recommendedBy {
        id
        name(language: $language)
      }
      fields {
        key
        name(language: $language)
        value
        masked
        personal
      }
      personalErasedAt
      assets {
        id
        rule
        role
        fileName
        type
        size
        durationMs
        width
        height
        url
        findings {
          rule
          code
          severity
          message(language: $language)
        }
      }
      cover {
        id
        url
      }
      findings {
        rule
        code
        severity
        message(language: $language)
      }
      history {
        at
        kind
        by
        note
        organisation {
          id
          name(language: $language)
        }
      }
      consent {
        version
        givenBy
        at
      }
      can {
        edit
        handIn
        returnIt
        recommend
        withdrawRecommendation
        withdraw
        screen
        reveal
        revealForReason
      }
    }
  }
`);

export const RevealPersonalDocument = graphql(`
  mutation RevealPersonal($submissionId: ID!, $fields: [String!]!, $reason: String) {
    revealPersonal(submissionId: $submissionId, fields: $fields, reason: $reason) {
      key
      value
    }
  }
`);

export const CreateWorkDocument = graphql(`
  mutation CreateWork($input: SubmissionInput!) {
    createSubmission(input: $input) {
      id
      number
      version
    }
  }
`);

export const AmendWorkDocument = graphql(`
  mutation AmendWork(
    $id: ID!
    $version: Int!
    $title: String
    $author: String
    $performers: Int
    $fields: [FieldInput!]
  ) {
    amendSubmission(
      id: $id
      version: $version
      title: $title
      author: $author
      performers: $performers
      fields: $fields
    ) {
      id
      version
    }
  }
`);

export const AttachAssetDocument = graphql(`
  mutation AttachAsset($submissionId: ID!, $rule: String!, $uploadId: ID!) {
    attachAsset(submissionId: $submissionId, rule: $rule, uploadId: $uploadId) {
      id
      version
    }
  }
`);

export const RemoveAssetDocument = graphql(`
  mutation RemoveAsset($assetId: ID!) {
    removeAsset(assetId: $assetId) {
      id
      version
    }
  }
`);

export const GiveConsentDocument = graphql(`
  mutation GiveConsent($submissionId: ID!, $version: String!, $givenBy: String!) {
    giveConsent(submissionId: $submissionId, version: $version, givenBy: $givenBy) {
      id
      version
    }
  }
`);

export const HandInDocument = graphql(`
  mutation HandIn($submissionId: ID!) {
    handIn(submissionId: $submissionId) {
      id
      state
      version
    }
  }
`);

export const ReturnWorkDocument = graphql(`
  mutation ReturnWork($submissionId: ID!, $reason: String!) {
    returnSubmission(submissionId: $submissionId, reason: $reason) {
      id
      state
      version
    }
  }
`);

export const WithdrawWorkDocument = graphql(`
  mutation WithdrawWork($submissionId: ID!, $reason: String!) {
    withdrawSubmission(submissionId: $submissionId, reason: $reason) {
      id
      state
      version
    }
  }
`);

export const WithdrawRecommendationDocument = graphql(`
  mutation WithdrawRecommendation($submissionId: ID!) {
    withdrawRecommendation(submissionId: $submissionId) {
      id
      state
      version
    }
  }
`);

export const RecommendDocument = graphql(`
  mutation Recommend($submissionIds: [ID!]!, $organisationId: ID!, $note: String, $language: Language!) {
    recommend(submissionIds: $submissionIds, organisationId: $organisationId, note: $note) {
      done
      refused {
        id
        code
        message(language: $language)
      }
    }
  }
`);

export const ScreenDocument = graphql(`
  mutation Screen($submissionIds: [ID!]!, $shortlist: Boolean!, $note: String, $language: Language!) {
    screen(submissionIds: $submissionIds, shortlist: $shortlist, note: $note) {
      done
      refused {
        id
        code
        message(language: $language)
      }
    }
  }
`);

export const CloseShortlistDocument = graphql(`
  mutation CloseShortlist($campaignId: ID!, $trackKey: String!) {
    closeShortlist(campaignId: $campaignId, trackKey: $trackKey) {
      atMost
      chosen
      closedAt
      digest
    }
  }
`);
