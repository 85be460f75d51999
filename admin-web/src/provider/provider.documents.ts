import {graphql} from '@/graph/graphql';

export const SignInProviderDocument = graphql(`
  query SignInProvider($language: Language!) {
    signInProvider {
      name(language: $language)
    }
  }
`);

export const ProviderLinkDocument = graphql(`
  query ProviderLink($language: Language!) {
    signInProvider {
      name(language: $language)
    }
    viewer {
      kind
      providerLink {
        createdAt
        lastUsedAt
      }
    }
  }
`);

export const UnlinkProviderDocument = graphql(`
  mutation UnlinkProvider {
    unlinkProvider
  }
`);
