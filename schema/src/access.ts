/**
 * Roles and what each may do: the one table every service decides by (R120). A grant is a role at an organisation and
 * reaches its whole subtree, optionally within one campaign or track. Data only; the decision is the kernel's `may`.
 */
export const roles = [
  'PLATFORM_ADMIN',
  'CAMPAIGN_OWNER',
  'TRACK_HOST',
  'UNIT_ADMIN',
  'UNIT_REPORTER',
  'REVIEWER',
  'SCREENER',
  'JUDGE',
  'CLERK',
  'AUDITOR',
  'DISPLAY',
  'PARTNER_APP',
  'VOTER',
] as const;
export type Role = (typeof roles)[number];

/**
 * Which roles may do a thing. Two kinds of place are checked: `campaign.*`, `screening.*`, `round.*`, `integrity.*` and `result.*` at the path of
 * the organisation that owns the campaign (within the campaign or track); `unit.*`, `work.*`, `report.*`, `notice.*`,
 * `question.*` at the path of the unit.
 */
export const permissions = {
  'organisation.administer': ['PLATFORM_ADMIN', 'UNIT_ADMIN'],
  'import.read': ['PLATFORM_ADMIN', 'UNIT_ADMIN', 'AUDITOR'],
  'organisation.export': ['PLATFORM_ADMIN', 'UNIT_ADMIN', 'AUDITOR'],
  'account.administer': ['PLATFORM_ADMIN', 'UNIT_ADMIN'],
  'key.read': ['PLATFORM_ADMIN', 'UNIT_ADMIN', 'AUDITOR'],
  'key.revoke': ['PLATFORM_ADMIN', 'UNIT_ADMIN'],
  'display.administer': ['PLATFORM_ADMIN', 'UNIT_ADMIN'],
  'display.read': ['PLATFORM_ADMIN', 'UNIT_ADMIN', 'AUDITOR'],
  'app.read': ['PLATFORM_ADMIN', 'AUDITOR'],
  'account.read': ['PLATFORM_ADMIN', 'UNIT_ADMIN', 'AUDITOR'],
  /** Who may give roles at all; which ones is the rule of grants: nobody grants more than they hold. */
  'grant.handOut': ['PLATFORM_ADMIN', 'UNIT_ADMIN', 'CAMPAIGN_OWNER'],
  /** An app makes voters as it likes, so only the platform's administrators let one in. */
  'app.administer': ['PLATFORM_ADMIN'],
  'audit.read': ['PLATFORM_ADMIN', 'AUDITOR'],
  /** What the platform holds of a person, in one place; only at a root of the tree. */
  'person.administer': ['PLATFORM_ADMIN'],
  'campaign.apply': ['PLATFORM_ADMIN', 'CAMPAIGN_OWNER'],
  /** Sees a campaign before it is published. */
  'campaign.prepare': ['PLATFORM_ADMIN', 'CAMPAIGN_OWNER', 'AUDITOR'],
  /** For the body itself: never from above it. */
  'notice.sign': ['UNIT_ADMIN', 'CAMPAIGN_OWNER'],
  'notice.receive': ['UNIT_ADMIN', 'UNIT_REPORTER', 'REVIEWER'],
  'notice.forward': ['UNIT_ADMIN'],
  /** Who has a notice and who sent it on, at the unit and below it. */
  'notice.track': ['UNIT_ADMIN', 'UNIT_REPORTER', 'REVIEWER', 'CAMPAIGN_OWNER', 'PLATFORM_ADMIN', 'AUDITOR'],
  'question.ask': ['UNIT_ADMIN', 'UNIT_REPORTER', 'REVIEWER'],
  'question.read': ['UNIT_ADMIN', 'UNIT_REPORTER', 'REVIEWER', 'AUDITOR', 'PLATFORM_ADMIN'],
  'campaign.answer': ['CAMPAIGN_OWNER', 'TRACK_HOST', 'PLATFORM_ADMIN'],
  'campaign.announce': ['CAMPAIGN_OWNER', 'TRACK_HOST', 'PLATFORM_ADMIN'],
  'campaign.steer': ['PLATFORM_ADMIN', 'CAMPAIGN_OWNER'],
  /** Numbers of a plan, handed down the tree (R38): at the unit that gives them. */
  'plan.allocate': ['UNIT_ADMIN', 'CAMPAIGN_OWNER', 'PLATFORM_ADMIN'],
  /** What the hosts of a track do there: their checklist, their work plan, their contacts (R12, R58, R125). */
  'track.oversee': ['TRACK_HOST', 'CAMPAIGN_OWNER', 'SCREENER', 'AUDITOR', 'PLATFORM_ADMIN'],
  'track.tend': ['TRACK_HOST', 'CAMPAIGN_OWNER', 'PLATFORM_ADMIN'],
  'workPlan.decide': ['CAMPAIGN_OWNER', 'PLATFORM_ADMIN'],
  'contact.reveal': ['TRACK_HOST', 'CAMPAIGN_OWNER', 'SCREENER'],
  'contact.revealForReason': ['AUDITOR', 'PLATFORM_ADMIN'],
  'report.draft': ['UNIT_REPORTER', 'UNIT_ADMIN'],
  'report.review': ['REVIEWER', 'UNIT_ADMIN', 'CAMPAIGN_OWNER', 'PLATFORM_ADMIN'],
  'report.read': ['UNIT_REPORTER', 'UNIT_ADMIN', 'REVIEWER', 'CAMPAIGN_OWNER', 'PLATFORM_ADMIN', 'AUDITOR'],
  /** To units below, within the campaign's burden rules (R112). */
  'reminder.send': ['REVIEWER', 'UNIT_ADMIN', 'CAMPAIGN_OWNER', 'PLATFORM_ADMIN'],
  'reminder.read': ['UNIT_REPORTER', 'UNIT_ADMIN', 'REVIEWER', 'CAMPAIGN_OWNER', 'PLATFORM_ADMIN', 'AUDITOR'],
  'reminder.acknowledge': ['UNIT_REPORTER', 'UNIT_ADMIN'],
  'publicist.keep': ['UNIT_REPORTER', 'UNIT_ADMIN'],
  'publicist.read': ['UNIT_REPORTER', 'UNIT_ADMIN', 'REVIEWER', 'CAMPAIGN_OWNER', 'PLATFORM_ADMIN', 'AUDITOR'],
  'work.handIn': ['UNIT_REPORTER', 'UNIT_ADMIN'],
  'work.recommend': ['UNIT_ADMIN'],
  'work.read': ['UNIT_REPORTER', 'UNIT_ADMIN', 'REVIEWER', 'AUDITOR', 'PLATFORM_ADMIN'],
  /** Personal fields in clear (R74), each time written down; the second of each pair for a reason that is written down too. */
  'work.reveal': ['UNIT_REPORTER', 'UNIT_ADMIN'],
  'work.revealForReason': ['AUDITOR', 'PLATFORM_ADMIN'],
  'screening.reveal': ['SCREENER', 'CAMPAIGN_OWNER', 'TRACK_HOST'],
  'screening.revealForReason': ['AUDITOR', 'PLATFORM_ADMIN'],
  'screening.read': ['SCREENER', 'CAMPAIGN_OWNER', 'TRACK_HOST', 'AUDITOR', 'PLATFORM_ADMIN'],
  'screening.decide': ['SCREENER', 'CAMPAIGN_OWNER', 'TRACK_HOST'],
  'screening.close': ['CAMPAIGN_OWNER', 'TRACK_HOST'],
  'round.steer': ['CAMPAIGN_OWNER', 'TRACK_HOST'],
  'round.read': ['CAMPAIGN_OWNER', 'TRACK_HOST', 'AUDITOR', 'PLATFORM_ADMIN'],
  'round.score': ['JUDGE'],
  'round.record': ['CLERK'],
  /** Counts of votes held elsewhere (R124): brought in by one person, confirmed by another. */
  'round.importVotes': ['CLERK', 'CAMPAIGN_OWNER', 'TRACK_HOST'],
  'round.confirmVotes': ['CAMPAIGN_OWNER', 'TRACK_HOST', 'PLATFORM_ADMIN'],
  /** Signals of votes that may be wrong, what is put aside for them, and the cases made of them (R101, R138). */
  'integrity.read': ['CAMPAIGN_OWNER', 'TRACK_HOST', 'AUDITOR', 'PLATFORM_ADMIN'],
  'integrity.decide': ['CAMPAIGN_OWNER', 'PLATFORM_ADMIN'],
  'result.freeze': ['CAMPAIGN_OWNER'],
  'result.publish': ['CAMPAIGN_OWNER', 'PLATFORM_ADMIN'],
  'wall.read': [
    'DISPLAY',
    'AUDITOR',
    'CAMPAIGN_OWNER',
    'TRACK_HOST',
    'PLATFORM_ADMIN',
    'UNIT_ADMIN',
    'UNIT_REPORTER',
    'REVIEWER',
  ],
} as const satisfies Record<string, readonly Role[]>;
export type Permission = keyof typeof permissions;

/**
 * What hands out access, and what somebody does about their own account: done by persons who have signed in, never with a
 * key of theirs, whatever grants it carries.
 */
export const handingOutAccess: readonly (Permission | 'own')[] = [
  'own',
  'account.administer',
  'grant.handOut',
  'key.revoke',
  'display.administer',
  'app.administer',
  'person.administer',
];
