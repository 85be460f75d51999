/** The same over HTTP and WebSocket. What our own screens send passes with room to spare; a test sends them all. */
export const limits = {
  depth: 10,
  aliases: 30,
  tokens: 2_000,
  directives: 50,
  /** Fields once every fragment is spread: what doubling fragments make of a few tokens. */
  fields: 1_000,
  /** Fields times the sizes of the pages and lists around them. */
  cost: 25_000,
  bodyBytes: 100_000,
  frameBytes: 64 * 1024,
  operationsPerSocket: 10,
  /** Different live streams at a time, each with an upstream of its own. */
  liveStreams: 2_000,
} as const;

/** How long lists are taken to be that come whole, without pages. Two long ones within each other are no screen's question. */
export const lengths: Readonly<Record<string, number>> = {
  'Tally.entries': 300,
  'TallyEvent.entries': 300,
  'VotePace.perMinute': 60,
  'Standing.rows': 300,
  'Result.rows': 300,
  'Judging.recorded': 300,
  'Round.externalVotes': 2,
  'ExternalVotes.counts': 300,
  'ExternalVotesReport.rows': 300,
  'ExternalVotesReport.missing': 300,
  'ExplanationStep.constituencies': 100,
  'Campaign.children': 30,
  'Campaign.dates': 60,
  'Campaign.deadlines': 60,
  'Campaign.openPoints': 60,
  'Plan.rows': 100,
  'BurdenMeter.items': 20,
  'QuotaBucket.parts': 50,
  'AllocationTable.rows': 200,
  'MonthlyReport.rows': 100,
  'MonthlyReport.lines': 50,
  'ReportImport.rows': 200,
  'Mutation.approveReports': 200,
  'Mutation.returnReports': 200,
  'Mutation.registerPublicists': 200,
  'PlanProgressEvent.entries': 100,
  'Query.voteAlarms': 20,
};
/** The others: stages, components, criteria, a work's files. */
export const usualLength = 5;
