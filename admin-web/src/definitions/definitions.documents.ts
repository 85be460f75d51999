import {MeterParts} from '@/burden/burden.documents';
import {graphql} from '@/graph/graphql';

export const PlanParts = graphql(
  `
    fragment PlanParts on DefinitionPlan @_unmask {
      id
      campaignId
      applicable
      needsSecondPerson
      written
      problems {
        line
        column
        path
        code
        message(language: $language)
      }
      changes {
        kind
        path
        before
        after
        where(language: $language)
        words(language: $language)
      }
      campaignImpact {
        code
        place
        count
        samples
        message(language: $language)
      }
      workImpact {
        code
        place
        count
        samples
        message(language: $language)
      }
      roundImpact {
        code
        place
        count
        samples
        message(language: $language)
      }
      burden {
        ...MeterParts
      }
    }
  `,
  [MeterParts],
);

export const CheckDefinitionDocument = graphql(
  `
    query CheckDefinition($source: String!, $language: Language!) {
      checkDefinition(source: $source) {
        ...PlanParts
      }
    }
  `,
  [PlanParts],
);

export const EditDefinitionDocument = graphql(
  `
    query EditDefinition($source: String!, $edits: [DefinitionEdit!]!, $language: Language!) {
      editDefinition(source: $source, edits: $edits) {
        source
        plan {
          ...PlanParts
        }
      }
    }
  `,
  [PlanParts],
);

export const DefinitionSourceDocument = graphql(`
  query DefinitionSource($key: String!) {
    campaign(key: $key) {
      id
      definition {
        version
        source
      }
      definitionVersions {
        version
        source
        inForce
      }
    }
  }
`);

export const ApplyDefinitionDocument = graphql(`
  mutation ApplyDefinition($source: String!, $reason: String) {
    applyDefinition(source: $source, reason: $reason) {
      id
      key
      definitionVersion
    }
  }
`);

export const ProposeDefinitionDocument = graphql(`
  mutation ProposeDefinition($source: String!, $reason: String!) {
    proposeDefinition(source: $source, reason: $reason) {
      id
      state
    }
  }
`);

export const DefinitionProposalsDocument = graphql(`
  query DefinitionProposals($key: String!, $language: Language!) {
    campaign(key: $key) {
      id
      definitionVersion
      owner {
        id
      }
      definitionProposals(first: 20) {
        nodes {
          id
          state
          reason
          proposedAt
          proposedByName
          decidedByName
          answer
          waiver
          baseVersion
          mayApprove
          source
          changed {
            kind
            path
            before
            after
            where(language: $language)
            words(language: $language)
          }
        }
      }
    }
  }
`);

export const ApproveDefinitionDocument = graphql(`
  mutation ApproveDefinition($id: ID!) {
    approveDefinition(proposalId: $id) {
      id
      definitionVersion
    }
  }
`);

export const RefuseDefinitionDocument = graphql(`
  mutation RefuseDefinition($id: ID!, $reason: String!) {
    refuseDefinition(proposalId: $id, reason: $reason) {
      id
      state
    }
  }
`);

export const WaiveSecondPersonDocument = graphql(`
  mutation WaiveSecondPerson($proposalId: ID!, $campaignId: ID!, $organisationId: ID!, $reason: String!) {
    waiveSecondPerson(
      proposalId: $proposalId
      campaignId: $campaignId
      organisationId: $organisationId
      reason: $reason
    )
  }
`);

export const CloneDefinitionDocument = graphql(`
  query CloneDefinition($campaignId: ID!, $key: String!, $year: Int, $days: Int) {
    cloneDefinition(campaignId: $campaignId, key: $key, year: $year, days: $days)
  }
`);

export const CompareDocument = graphql(`
  query Compare($before: DefinitionVersionInput!, $after: DefinitionVersionInput!, $language: Language!) {
    compareDefinitions(before: $before, after: $after) {
      kind
      path
      before
      after
      where(language: $language)
      words(language: $language)
    }
  }
`);

export const ComparableDocument = graphql(`
  query Comparable($language: Language!) {
    campaigns {
      id
      key
      title(language: $language)
      definitionVersion
    }
  }
`);
