import {graphql} from '@/graph/graphql';

export const HoldingsDocument = graphql(`
  query OrganisationHoldings($id: ID!) {
    organisationHoldings(id: $id) {
      id
      children
      openChildren
      descendants
      grantsHere
      grantsBelow
      accounts
    }
  }
`);

export const AllChildrenDocument = graphql(`
  query OrganisationChildrenToChoose($id: ID!, $language: Language!) {
    organisation(id: $id) {
      id
      children(first: 200) {
        totalCount
        nodes {
          id
          name(language: $language)
          closed
        }
      }
    }
  }
`);

export const RenameOrganisationDocument = graphql(`
  mutation RenameOrganisation(
    $id: ID!
    $nameZh: String!
    $nameEn: String
    $shortNameZh: String
    $shortNameEn: String
    $reason: String
  ) {
    renameOrganisation(
      id: $id
      nameZh: $nameZh
      nameEn: $nameEn
      shortNameZh: $shortNameZh
      shortNameEn: $shortNameEn
      reason: $reason
    ) {
      id
      namesakes {
        id
        code
      }
    }
  }
`);

export const MoveOrganisationDocument = graphql(`
  mutation MoveOrganisation($id: ID!, $otherId: ID!, $reason: String) {
    moveOrganisation(id: $id, parentId: $otherId, reason: $reason) {
      id
    }
  }
`);

export const MergeOrganisationDocument = graphql(`
  mutation MergeOrganisation($id: ID!, $otherId: ID!, $reason: String) {
    mergeOrganisation(id: $id, intoId: $otherId, reason: $reason) {
      id
    }
  }
`);

export const SplitOrganisationDocument = graphql(`
  mutation SplitOrganisation($id: ID!, $parts: [OrganisationPartInput!]!, $closes: Boolean!, $reason: String) {
    splitOrganisation(id: $id, parts: $parts, closes: $closes, reason: $reason) {
      id
    }
  }
`);

export const CloseOrganisationDocument = graphql(`
  mutation CloseOrganisation($id: ID!, $reason: String) {
    closeOrganisation(id: $id, reason: $reason) {
      id
    }
  }
`);

export const ReopenOrganisationDocument = graphql(`
  mutation ReopenOrganisation($id: ID!, $reason: String) {
    reopenOrganisation(id: $id, reason: $reason) {
      id
    }
  }
`);

export const AddAliasesDocument = graphql(`
  mutation AddOrganisationAliases($id: ID!, $aliases: [String!]!) {
    addOrganisationAliases(id: $id, aliases: $aliases) {
      id
      aliases
    }
  }
`);

export const RemoveAliasDocument = graphql(`
  mutation RemoveOrganisationAlias($id: ID!, $alias: String!) {
    removeOrganisationAlias(id: $id, alias: $alias) {
      id
      aliases
    }
  }
`);

export const SetReferenceDocument = graphql(`
  mutation SetExternalReference($id: ID!, $system: String!, $value: String) {
    setExternalReference(id: $id, system: $system, value: $value) {
      id
      externalReferences {
        system
        value
      }
    }
  }
`);
