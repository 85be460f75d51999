import type {ReferenceLoader, SubgraphParts} from '@concours/kernel/subgraph';
import {permissions} from '@concours/schema/access';
import {AlarmResolver, RoundAlarmsResolver} from './alarms/alarm.resolver.js';
import type {VoteAlarms} from './alarms/vote-alarms.service.js';
import {CampaignAwardsResolver} from './awards/award.resolver.js';
import type {AwardService} from './awards/award.service.js';
import {BallotResolver} from './ballots/ballot.resolver.js';
import type {Ballots} from './ballots/ballot.service.js';
import {RoundVotingResolver} from './ballots/voting.resolver.js';
import type {VotingReading} from './ballots/voting-reading.service.js';
import {CaseFieldsResolver, CaseResolver, DecisionFieldsResolver, RoundCasesResolver} from './cases/case.resolver.js';
import type {CaseDecisions} from './cases/case-decisions.service.js';
import type {CaseReading} from './cases/case-reading.service.js';
import type {Cases} from './cases/case.service.js';
import {ComplaintResolver, RoundComplaintsResolver} from './cases/complaint.resolver.js';
import type {Complaints} from './cases/complaint.service.js';
import {EntryResolver} from './entries/entry.resolver.js';
import {entryReferences} from './entries/entry.reference.js';
import type {Entries} from './entries/entry.service.js';
import {RoundEntriesResolver} from './entries/round.ext.js';
import type {ExternalVotesReading} from './external-votes/external-votes-reading.service.js';
import {ExternalVotesResolver} from './external-votes/external-votes.resolver.js';
import type {ExternalVoteImports} from './external-votes/external-votes.service.js';
import type {JudgingReading} from './judging/judging-reading.service.js';
import {JudgingResolver, RoundJudgingResolver} from './judging/judging.resolver.js';
import type {JudgingService} from './judging/judging.service.js';
import {LedgerResolver, ReceiptLedgerResolver, RoundLedgerResolver} from './ledger/ledger.resolver.js';
import type {LedgerProving} from './ledger/ledger-proving.service.js';
import type {Ledger} from './ledger/ledger.service.js';
import type {Panels} from './judging/panel.service.js';
import {DefinitionPlanRoundsResolver, DefinitionPlanStub} from './impacts/definition-plan.ext.js';
import type {RoundImpact} from './impacts/round-impact.service.js';
import type {ResultReading} from './results/result-reading.service.js';
import {PersonFileStub} from './persons/person-file.ext.js';
import type {PersonSeats} from './persons/person-seats.service.js';
import {PersonSeatsResolver} from './persons/person.resolver.js';
import {ResultResolver, RoundResultResolver} from './results/result.resolver.js';
import type {ResultService} from './results/result.service.js';
import {CampaignRoundsResolver} from './rounds/campaign.ext.js';
import type {RoundReading} from './rounds/round-reading.service.js';
import {RoundResolver} from './rounds/round.resolver.js';
import {roundReferences} from './rounds/round.reference.js';
import type {Rounds} from './rounds/round.service.js';
import type {StandingReading} from './standings/standing-reading.service.js';
import {RoundIntegrityResolver, SignalResolver} from './signals/signal.resolver.js';
import type {SignalReading} from './signals/signal-reading.service.js';
import type {Signals} from './signals/signal.service.js';
import {EntryExplanationResolver, RoundStandingResolver} from './standings/standing.resolver.js';
import {CountFreezeResolver} from './tallies/count-freeze.resolver.js';
import type {CountFreezing} from './tallies/count-freezing.service.js';
import {EntryVotesResolver, RoundTallyResolver, TallySubscriptionResolver} from './tallies/tally.resolver.js';
import type {TallyFeeds} from './tallies/tally-feeds.service.js';
import type {Tallies} from './tallies/tally.service.js';
import type {VotePaces} from './tallies/vote-pace.service.js';
import type {CorrectionReading} from './withholding/correction-reading.service.js';
import {RoundCorrectionsResolver} from './withholding/round-corrections.resolver.js';

/** What the resolvers and references need; absent when only the SDL is wanted. */
export interface Slices {
  rounds: Rounds;
  reading: RoundReading;
  entries: Entries;
  judging: JudgingService;
  panels: Panels;
  judgingReading: JudgingReading;
  standings: StandingReading;
  results: ResultService;
  resultReading: ResultReading;
  awards: AwardService;
  externalVotes: ExternalVoteImports;
  externalReading: ExternalVotesReading;
  ballots: Ballots;
  voting: VotingReading;
  tallies: Tallies;
  feeds: TallyFeeds;
  paces: VotePaces;
  freezing: CountFreezing;
  seats: PersonSeats;
  impact: RoundImpact;
  ledger: Ledger;
  proving: LedgerProving;
  alarms: VoteAlarms;
  corrections: CorrectionReading;
  signals: Signals;
  signalReading: SignalReading;
  cases: Cases;
  decisions: CaseDecisions;
  caseReading: CaseReading;
  complaints: Complaints;
}

type ResolverClass = new (...services: never[]) => object;

/** One line a resolver class, with the instance that answers for it. */
const resolvers: {type: ResolverClass; make: (slices: Slices) => object}[] = [
  {type: RoundResolver, make: ({reading}) => new RoundResolver(reading)},
  {type: CampaignRoundsResolver, make: ({reading}) => new CampaignRoundsResolver(reading)},
  {type: EntryResolver, make: ({entries, rounds}) => new EntryResolver(entries, rounds)},
  {type: RoundEntriesResolver, make: ({entries}) => new RoundEntriesResolver(entries)},
  {
    type: JudgingResolver,
    make: ({judging, panels, judgingReading}) => new JudgingResolver(judging, panels, judgingReading),
  },
  {type: RoundJudgingResolver, make: ({judgingReading}) => new RoundJudgingResolver(judgingReading)},
  {type: RoundStandingResolver, make: ({standings}) => new RoundStandingResolver(standings)},
  {type: EntryExplanationResolver, make: ({standings}) => new EntryExplanationResolver(standings)},
  {type: ResultResolver, make: ({results, resultReading}) => new ResultResolver(results, resultReading)},
  {type: RoundResultResolver, make: ({resultReading}) => new RoundResultResolver(resultReading)},
  {type: CampaignAwardsResolver, make: ({awards}) => new CampaignAwardsResolver(awards)},
  {
    type: ExternalVotesResolver,
    make: ({externalVotes, externalReading}) => new ExternalVotesResolver(externalVotes, externalReading),
  },
  {type: BallotResolver, make: ({ballots}) => new BallotResolver(ballots)},
  {type: RoundVotingResolver, make: ({voting}) => new RoundVotingResolver(voting)},
  {type: TallySubscriptionResolver, make: () => new TallySubscriptionResolver()},
  {type: RoundTallyResolver, make: ({feeds, paces}) => new RoundTallyResolver(feeds, paces)},
  {type: CountFreezeResolver, make: ({freezing, reading}) => new CountFreezeResolver(freezing, reading)},
  {type: PersonSeatsResolver, make: ({seats}) => new PersonSeatsResolver(seats)},
  {type: DefinitionPlanRoundsResolver, make: ({impact}) => new DefinitionPlanRoundsResolver(impact)},
  {type: LedgerResolver, make: ({ledger, proving}) => new LedgerResolver(ledger, proving)},
  {type: RoundLedgerResolver, make: ({ledger}) => new RoundLedgerResolver(ledger)},
  {type: ReceiptLedgerResolver, make: ({ledger}) => new ReceiptLedgerResolver(ledger)},
  {type: AlarmResolver, make: ({alarms}) => new AlarmResolver(alarms)},
  {type: RoundAlarmsResolver, make: ({alarms}) => new RoundAlarmsResolver(alarms)},
  {type: RoundCorrectionsResolver, make: ({corrections}) => new RoundCorrectionsResolver(corrections)},
  {type: SignalResolver, make: ({signals, signalReading}) => new SignalResolver(signals, signalReading)},
  {type: RoundIntegrityResolver, make: ({signalReading}) => new RoundIntegrityResolver(signalReading)},
  {type: CaseResolver, make: ({cases, decisions, caseReading}) => new CaseResolver(cases, decisions, caseReading)},
  {
    type: CaseFieldsResolver,
    make: ({caseReading: reading, signalReading: signals, rounds, entries}) =>
      new CaseFieldsResolver({reading, signals, rounds, entries}),
  },
  {type: DecisionFieldsResolver, make: () => new DecisionFieldsResolver()},
  {type: RoundCasesResolver, make: ({caseReading}) => new RoundCasesResolver(caseReading)},
  {
    type: ComplaintResolver,
    make: ({complaints, caseReading: reading, rounds, entries}) =>
      new ComplaintResolver({complaints, reading, rounds, entries}),
  },
  {type: RoundComplaintsResolver, make: ({caseReading}) => new RoundComplaintsResolver(caseReading)},
  {type: EntryVotesResolver, make: ({tallies}) => new EntryVotesResolver(tallies)},
];

/** One line an entity that others refer to. */
const references: Record<string, (slices: Slices) => ReferenceLoader> = {
  Round: ({rounds}) => roundReferences(rounds),
  Entry: ({entries}) => entryReferences(entries),
  Campaign: () => async (refs) => refs.map(({id}) => ({id})),
  DefinitionPlan: () => async (refs) => refs.map((ref) => Object.assign(new DefinitionPlanStub(), ref)),
  PersonFile: () => async (refs) => refs.map(({id}) => Object.assign(new PersonFileStub(), {id: String(id)})),
};

export function graph(slices?: Slices): SubgraphParts {
  return {
    name: 'scoring',
    permissions,
    resolvers: resolvers.map(({type}) => type),
    orphanedTypes: [PersonFileStub, DefinitionPlanStub],
    instances: slices && resolvers.map(({make}) => make(slices)),
    subscriptions: slices && {roundTally: ({roundId}: {roundId: string}) => slices.feeds.subscribe(roundId)},
    references: Object.fromEntries(
      Object.entries(references).map(([type, loader]) => [type, slices ? loader(slices) : sdlOnly]),
    ),
  };
}

const sdlOnly: ReferenceLoader = () => Promise.reject(new Error('built for its SDL only'));
