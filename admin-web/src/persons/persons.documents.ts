import {graphql} from '@/graph/graphql';

export const PersonDocument = graphql(`
  query Person($search: String!, $language: Language!) {
    person(search: $search) {
      id
      accounts {
        id
        name
        displayName
        email
        phone
        suspended
        grants
        sessions
        keys
        auditEntries
        organisation {
          id
          name(language: $language)
        }
      }
      works {
        id
        number
        title
        author
        state
        organisation {
          id
          name(language: $language)
        }
        campaign {
          id
          key
          title(language: $language)
        }
        fields {
          key
          name(language: $language)
          value
          personal
        }
      }
      judgingSeats
      hostContacts
    }
  }
`);

export const ExportPersonDocument = graphql(`
  mutation ExportPerson($id: ID!, $reason: String!) {
    exportPerson(id: $id, reason: $reason) {
      id
      accountsData
      worksData
      judgingData
      hostContactsData
    }
  }
`);

export const ErasePersonDocument = graphql(`
  mutation ErasePerson($id: ID!, $reason: String!, $confirmation: String!, $authors: Boolean!) {
    erasePerson(id: $id, reason: $reason, confirmation: $confirmation, authors: $authors) {
      id
    }
  }
`);

export const ErasuresDocument = graphql(`
  query Erasures {
    personErasures {
      id
      reason
      requestedBy
      requestedAt
      authors
      parts {
        service
        rows
        erasedAt
      }
    }
  }
`);
