import {graphql} from '@/graph/graphql';

export const NoticeDocument = graphql(`
  query Notice($key: String!, $language: Language!) {
    campaign(key: $key) {
      id
      publishedAt
      owner {
        id
      }
      notice {
        number
        issuedOn
        countersigned
        version
        bodies {
          organisation {
            id
            name(language: $language)
          }
          signedAt
          signedBy
        }
        addressees {
          text(language: $language)
          unitCount
        }
        annexes {
          key
          name(language: $language)
          pending
          holdsStages
          holdsTracks
          holdsPlan
          document {
            id
            revision
            text
            arrivedAt
            file {
              id
              fileName
              size
              url
            }
          }
        }
        deadlines {
          place
          name(language: $language)
          at
        }
      }
    }
  }
`);

export const UnitNoticeDocument = graphql(`
  query UnitNotice($campaignId: ID!, $unit: ID!, $language: Language!) {
    noticeReceipt(campaignId: $campaignId, organisationId: $unit) {
      openedAt
      confirmedAt
    }
    bindingDates(campaignId: $campaignId, organisationId: $unit) {
      place
      name(language: $language)
      at
      setBy {
        id
        name(language: $language)
      }
    }
  }
`);

export const ForwardingsDocument = graphql(`
  query Forwardings($campaignId: ID!, $after: String, $language: Language!) {
    forwardings(campaignId: $campaignId, first: 50, after: $after) {
      totalCount
      pageInfo {
        endCursor
        hasNextPage
      }
      nodes {
        id
        version
        number
        title
        instructions
        forwardedAt
        amendedAt
        byName
        organisation {
          id
          name(language: $language)
        }
        above {
          id
          organisation {
            id
            name(language: $language)
          }
        }
        together {
          id
          title(language: $language)
        }
        dates {
          place
          name(language: $language)
          written
          at
          setBy {
            id
            name(language: $language)
          }
        }
      }
    }
  }
`);

export const ReceiptsDocument = graphql(`
  query NoticeReceipts($campaignId: ID!, $unit: ID, $after: String, $language: Language!) {
    noticeReceipts(campaignId: $campaignId, organisationId: $unit, first: 50, after: $after) {
      counts {
        units
        opened
        confirmed
        forwarded
      }
      units {
        totalCount
        pageInfo {
          endCursor
          hasNextPage
        }
        nodes {
          organisation {
            id
            name(language: $language)
            shortName(language: $language)
          }
          openedAt
          confirmedAt
          confirmedBy
          forwardedAt
          below {
            units
            opened
            confirmed
            forwarded
          }
        }
      }
    }
  }
`);

export const SignNoticeDocument = graphql(`
  mutation SignNotice($campaignId: ID!, $body: ID!, $version: Int!) {
    signNotice(campaignId: $campaignId, organisationId: $body, version: $version) {
      id
      publishedAt
    }
  }
`);

export const AddAnnexDocument = graphql(`
  mutation AddAnnex($campaignId: ID!, $key: String!, $text: String, $uploadId: ID) {
    addAnnex(campaignId: $campaignId, key: $key, text: $text, uploadId: $uploadId) {
      id
    }
  }
`);

export const OpenNoticeDocument = graphql(`
  mutation OpenNotice($campaignId: ID!, $unit: ID!) {
    openNotice(campaignId: $campaignId, organisationId: $unit) {
      openedAt
    }
  }
`);

export const ConfirmNoticeDocument = graphql(`
  mutation ConfirmNotice($campaignId: ID!, $unit: ID!) {
    confirmNotice(campaignId: $campaignId, organisationId: $unit) {
      confirmedAt
    }
  }
`);

export const ForwardNoticeDocument = graphql(`
  mutation ForwardNotice($input: ForwardingInput!) {
    forwardNotice(input: $input) {
      id
    }
  }
`);

export const AmendForwardingDocument = graphql(`
  mutation AmendForwarding($id: ID!, $version: Int!, $input: LetterInput!, $dates: [OwnDateInput!]!) {
    amendForwarding(id: $id, version: $version, input: $input, dates: $dates) {
      id
    }
  }
`);
