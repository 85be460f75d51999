import {auditEntities} from '@concours/kernel/audit/tables';
import {eventEntities} from '@concours/kernel/events/tables';
import {RoundsAndBallots20261121110000} from '../migrations/20261121110000-rounds-and-ballots.js';
import {JudgingAndResults20261121120000} from '../migrations/20261121120000-judging-and-results.js';
import {Audit20261121180000} from '../migrations/20261121180000-audit.js';
import {ShortNamesOfUnits20261121180110} from '../migrations/20261121180110-short-names-of-units.js';
import {JudgesUnits20261121180600} from '../migrations/20261121180600-judges-units.js';
import {ErasuresOfSeats20261121180522} from '../migrations/20261121180522-person-erasures.js';
import {Ledger20261121217000} from '../migrations/20261121217000-ledger.js';
import {OriginsOfVotes20261122001000} from '../migrations/20261122001000-origins-of-votes.js';
import {LimitsOfVotes20261122001010} from '../migrations/20261122001010-limits-of-votes.js';
import {VoteAlarms20261122003000} from '../migrations/20261122003000-vote-alarms.js';
import {VoteAlarm} from './alarms/vote-alarm.js';
import {DelayedAndFrozenCounts20261122006000} from '../migrations/20261122006000-delayed-and-frozen-counts.js';
import {PartialVoteLimits20261122007000} from '../migrations/20261122007000-partial-vote-limits.js';
import {NumbersOfVoters20261122008000} from '../migrations/20261122008000-numbers-of-voters.js';
import {ExternalVotes20261122002000} from '../migrations/20261122002000-external-votes.js';
import {IntegrityOfVotes20261122004000} from '../migrations/20261122004000-integrity-of-votes.js';
import {AwardDecision} from './awards/award-decision.js';
import {CaseDecision} from './cases/case-decision.js';
import {Complaint} from './cases/complaint.js';
import {IntegrityCase} from './cases/integrity-case.js';
import {CampaignRecord} from './campaigns/campaign-record.js';
import {Entry} from './entries/entry.js';
import {ExternalFile, ExternalFilePiece} from './external-votes/external-file.js';
import {ExternalCount, ExternalImport} from './external-votes/external-import.js';
import {PanelSeat} from './judging/panel-seat.js';
import {RecordedPoints} from './judging/recorded-points.js';
import {ScoreSheetRow} from './judging/score-sheet.js';
import {TallyCorrectionRow} from './withholding/tally-correction-row.js';
import {BallotHold, VoteCap, VoteWithheld, WithholdingLock} from './withholding/ballot-hold.js';
import {LedgerOrder} from './ledger/ledger-order.js';
import {LedgerHead} from './ledger/ledger-head.js';
import {LedgerBlock, LedgerChain, LedgerCursor, LedgerLease, LedgerSecret} from './ledger/ledger-tables.js';
import {OrganisationRef} from './organisations/organisation-ref.js';
import {PersonErasureDone} from './persons/person-erasure.js';
import {ResultRow} from './results/result-row.js';
import {Round} from './rounds/round.js';
import {IntegrityLease, SignalBallot, SignalCursor, SignalRow} from './signals/signal-tables.js';
import {ShortlistRecord, SubmissionRef} from './submissions/submission-ref.js';
import {TallySnapshot, TallySnapshotLease} from './tallies/tally-snapshot.js';

export const entities: Function[] = [
  ...eventEntities,
  ...auditEntities,
  CampaignRecord,
  OrganisationRef,
  SubmissionRef,
  ShortlistRecord,
  Round,
  Entry,
  PanelSeat,
  ScoreSheetRow,
  RecordedPoints,
  ResultRow,
  AwardDecision,
  ExternalImport,
  ExternalCount,
  ExternalFile,
  ExternalFilePiece,
  PersonErasureDone,
  LedgerLease,
  LedgerCursor,
  LedgerSecret,
  LedgerChain,
  LedgerBlock,
  LedgerHead,
  VoteAlarm,
  TallySnapshot,
  TallySnapshotLease,
  LedgerOrder,
  WithholdingLock,
  BallotHold,
  VoteWithheld,
  VoteCap,
  TallyCorrectionRow,
  IntegrityLease,
  SignalCursor,
  SignalRow,
  SignalBallot,
  IntegrityCase,
  CaseDecision,
  Complaint,
];

export const migrations: Function[] = [
  RoundsAndBallots20261121110000,
  JudgingAndResults20261121120000,
  Audit20261121180000,
  ShortNamesOfUnits20261121180110,
  JudgesUnits20261121180600,
  ErasuresOfSeats20261121180522,
  Ledger20261121217000,
  OriginsOfVotes20261122001000,
  LimitsOfVotes20261122001010,
  VoteAlarms20261122003000,
  DelayedAndFrozenCounts20261122006000,
  ExternalVotes20261122002000,
  IntegrityOfVotes20261122004000,
  PartialVoteLimits20261122007000,
  NumbersOfVoters20261122008000,
];
