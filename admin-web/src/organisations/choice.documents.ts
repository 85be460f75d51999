import {graphql} from '@/graph/graphql';

export const OrganisationChoicesDocument = graphql(`
  query OrganisationChoices($search: String, $under: ID, $language: Language!) {
    organisations(search: $search, under: $under, first: 20) {
      nodes {
        id
        name(language: $language)
        ancestors {
          id
          shortName(language: $language)
        }
      }
    }
  }
`);

export const OrganisationChosenDocument = graphql(`
  query OrganisationChosen($id: ID!, $language: Language!) {
    organisation(id: $id) {
      id
      name(language: $language)
    }
  }
`);
