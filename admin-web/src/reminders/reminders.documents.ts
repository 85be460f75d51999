import {graphql} from '@/graph/graphql';

export const AlertsDocument = graphql(`
  query Alerts($language: Language!) {
    alerts {
      id
      about
      text
      sentAt
      sentBy
      organisation {
        id
        name(language: $language)
      }
      campaign {
        id
        key
        title(language: $language)
        timezone
      }
    }
  }
`);

export const AcknowledgeReminderDocument = graphql(`
  mutation AcknowledgeReminder($id: ID!) {
    acknowledgeReminder(id: $id) {
      id
      acknowledgedAt
    }
  }
`);

export const ReminderPolicyDocument = graphql(`
  query ReminderPolicy($campaignId: ID!) {
    campaign(id: $campaignId) {
      id
      timezone
      clock
      reminderPolicy {
        perUnitPerWeek
        from
        until
        nextAt
      }
    }
  }
`);

export const SendReminderDocument = graphql(`
  mutation SendReminder($campaignId: ID!, $input: ReminderInput!, $language: Language!) {
    sendReminder(campaignId: $campaignId, input: $input) {
      sent {
        id
      }
      refused {
        organisation {
          id
          name(language: $language)
        }
        code
        message(language: $language)
        nextAt
      }
    }
  }
`);
