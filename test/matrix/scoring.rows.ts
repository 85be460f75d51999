import {ANY, anybody, guarded, may, REFUSED, type Ref, type RowTable, type Rule} from './rows.js';
import type {World} from './world-rows.js';
import {idsOfCampaigns} from './works.rows.js';

/** Counts and orders are for who may read the round, until they are published. */
const readers = may('round.read');
const runners = may('campaign.prepare');
const past = new Set<string>();
const rounds = ({rounds: all}: World): Ref[] => {
  for (const {id, state, entries} of all)
    if (state === 'past') for (const each of [id, ...entries.map((entry) => entry.id)]) past.add(each);
  // frozen ones everywhere, the others where a place of each kind shows as much
  return all.filter(({state, campaign}) => state === 'frozen' || campaign === 'A' || campaign === 'C');
};
const oncePublished =
  (hidden: unknown): Rule =>
  (asker, ref, truth) =>
    past.has(ref.id) || readers(asker, ref) ? truth : hidden;
const ofCampaign = {list: 'campaign(id: $id) {rounds', ids: idsOfCampaigns, door: 'round(id: $id)'};

/** Of a head everybody sees what is signed, and how many have voted only who may see the counts. */
const withoutCounts = (heads: {nodes: object[]}): object => ({
  ...heads,
  nodes: heads.nodes.map((head) => ({...head, ballots: null, body: null, marks: null, writers: null})),
});

const round: RowTable = {
  needs: ['round.read', 'integrity.read'],
  rows: rounds,
  seen: anybody,
  ...ofCampaign,
  asRow:
    'ballot campaign components cut entries entriesComplete entry entryCount externalVotes id judging key name scoringClosesAt scoringOpensAt state tallyCorrections ties track',
  fields: {
    result: oncePublished(null),
    alarms: guarded([], 'round.read'),
    ledgerHeads: (asker, ref, truth) =>
      past.has(ref.id) || readers(asker, ref) ? truth : withoutCounts(truth as {nodes: object[]}),
    countFreeze: guarded(null, 'round.read'),
    votePace: guarded(null, 'round.read'),
    // what each has left for themselves
    voting: () => ANY,
    integrity: guarded(null, 'integrity.read'),
    standing: oncePublished(REFUSED),
    tally: (asker, ref, truth) =>
      readers(asker, ref) ? truth : {...(truth as object), entries: [], hidden: true, total: 0},
  },
};

const entry: RowTable = {
  needs: ['round.read'],
  rows: (world) => rounds(world).flatMap((each) => (each as World['rounds'][number]).entries),
  seen: anybody,
  list: 'campaign(id: $id) {rounds {entries(first: 5) {nodes',
  ids: idsOfCampaigns,
  door: 'entry(id: $id)',
  asRow: 'disqualified id number organisation round submission withdrawn',
  fields: {votes: guarded(null, 'round.read'), explanation: oncePublished(null)},
};

const result: RowTable = {
  needs: ['round.read'],
  rows: (world) => rounds(world).filter(({id}) => !id.includes(':open-')),
  seen: (asker, ref) => past.has(ref.id) || readers(asker, ref),
  ...ofCampaign,
  inner: 'result',
  asRow: 'bundle digest frozenAt frozenBy id noticeFrom noticeUntil publishedAt publishedBy round rows state',
};

const judging: RowTable = {
  needs: ['round.read', 'round.record'],
  rows: (world) => rounds(world).filter(({id}) => id.includes(':open-')),
  seen: anybody,
  ...ofCampaign,
  inner: 'judging',
  asRow: 'component judges',
  fields: {
    // nobody who asks has a seat; the one who has is asked below
    mine: () => null,
    sheets: (_asker, _ref, truth) => truth,
    progress: guarded([], 'round.read'),
    recorded: guarded([], 'round.read', 'round.record'),
  },
};

const campaign: RowTable = {
  needs: ['round.read', 'result.freeze', 'campaign.apply'],
  rows: ({campaign: ids}) =>
    (Object.keys(ids) as (keyof typeof ids)[]).map((key) => ({campaign: key, track: 'song', id: ids[key]})),
  seen: anybody,
  list: 'campaign(id: $id)',
  ids: idsOfCampaigns,
  asRow:
    'announcements burden children clarifications clock dates deadlines definition definitionVersion definitionVersions hosting id issuedOn key notice noticeNumber owner parents plan policies publishedAt reminderPolicy retention round rounds ruleChanges stages theme timezone title track tracks venue',
  fields: {
    // one follows from a round of a track, the other is decided for the whole campaign
    awards: (asker, {campaign: of}, truth) =>
      (truth as {key: string}[]).map((award) =>
        readers(asker, {campaign: of, ...(award.key === 'first' && {track: 'song'})})
          ? award
          : {...award, recipients: []},
      ),
    // what only wants a ruling is for those who run the campaign
    openPoints: (asker, {campaign: of}, truth) =>
      runners(asker, {campaign: of})
        ? truth
        : (truth as {stageKeys: string[]}[]).filter(({stageKeys}) => stageKeys.length > 0),
    // the same rows as of the query `submissions`
    submissions: () => ANY,
    definitionProposals: (asker, {campaign: of}, truth) =>
      may('campaign.apply')(asker, {campaign: of})
        ? truth
        : {nodes: [], pageInfo: {endCursor: null, hasNextPage: false}, totalCount: 0},
  },
};

const toSignedIn: Rule = ({kind}, _ref, truth) => (kind === 'account' || kind === 'key' ? truth : null);
const definition: RowTable = {
  needs: [],
  rows: campaign.rows,
  seen: anybody,
  list: 'campaign(id: $id)',
  ids: idsOfCampaigns,
  inner: 'definition',
  asRow: 'afterOpening appliedAt changed digest inForce reason source version waiver',
  fields: {appliedBy: toSignedIn, proposedBy: toSignedIn},
};

export const scoringRows: Record<string, RowTable> = {
  Round: round,
  Entry: entry,
  Result: result,
  Judging: judging,
  Campaign: campaign,
  DefinitionVersion: definition,
};
