import {graphql} from '@/graph/graphql';

export const AnnouncementsDocument = graphql(`
  query Announcements($key: String!, $first: Int!, $after: String, $language: Language!) {
    campaign(key: $key) {
      id
      tracks {
        id
        key
        name(language: $language)
      }
      announcements(first: $first, after: $after) {
        totalCount
        pageInfo {
          endCursor
          hasNextPage
        }
        nodes {
          id
          trackKey
          title(language: $language)
          body(language: $language)
          publishedAt
          publishedBy
        }
      }
    }
  }
`);

export const PublishAnnouncementDocument = graphql(`
  mutation PublishAnnouncement($campaignId: ID!, $input: AnnouncementInput!) {
    publishAnnouncement(campaignId: $campaignId, input: $input) {
      id
    }
  }
`);

export const RetractAnnouncementDocument = graphql(`
  mutation RetractAnnouncement($id: ID!, $reason: String!) {
    retractAnnouncement(id: $id, reason: $reason)
  }
`);
