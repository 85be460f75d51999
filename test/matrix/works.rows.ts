import {maskContact} from '@concours/kernel/personal/mask';
import {anybody, ANY, guarded, may, type Ref, type RowTable, type Rule} from './rows.js';
import {everyTrack} from './places.js';
import type {World} from './world-rows.js';

const full = ['work.read', 'screening.read'] as const;
const seesFull = may(...full);
const inFull = (hidden: unknown): Rule => guarded(hidden, ...full);

/** The works that are public; the others are there for their unit, those above it, and the screening. */
const published = new Set<string>();
const works = ({works: all}: World): Ref[] => {
  for (const {state, id} of all) if (state === 'SHORTLISTED') published.add(id);
  // withdrawn ones are there for the acts
  return all.filter(({state}) => state !== 'WITHDRAWN');
};
export const idsOfCampaigns = ({campaign}: World): string[] => Object.values(campaign);

/** In clear only for who fills the work in, while they do; masks for everybody else who sees it at all. */
const personal: Rule = (asker, ref, truth) => {
  if (!seesFull(asker, ref)) return [];
  return (truth as {personal: boolean; masked: boolean; value: string}[]).map((field) =>
    field.masked || may('work.handIn')(asker, ref) ? field : {...field, masked: true, value: maskContact(field.value)},
  );
};

const submission: RowTable = {
  needs: [...full, 'work.handIn'],
  rows: works,
  seen: (asker, ref) => published.has(ref.id) || seesFull(asker, ref),
  list: 'submissions(campaignId: $id, first: 40, filter: {states: [RETURNED, NOT_SHORTLISTED, SHORTLISTED]}) {nodes',
  ids: idsOfCampaigns,
  door: 'submission(id: $id)',
  // the one file that the world has is a cover, which is public
  asRow: 'id assets author campaign cover number organisation performers personalErasedAt state title track version',
  fields: {
    can: () => ANY,
    consent: inFull(null),
    fields: personal,
    findings: inFull([]),
    handedInAt: inFull(null),
    history: inFull([]),
    recommendedBy: inFull(null),
    returnReason: inFull(null),
  },
};

const track: RowTable = {
  needs: [...full, 'track.oversee'],
  rows: ({campaign}) => everyTrack.map((spot) => ({...spot, id: `${campaign[spot.campaign]}:${spot.track}`})),
  seen: anybody,
  list: 'campaigns {tracks',
  asRow:
    'campaign channels criteria deadline eligibility handedInBy hosting id key kind name onward openEverywhere portals rules shortlist workPlanAsked workPlanBy',
  // counted against the rows that are seen
  fields: {
    submissionCount: () => ANY,
    contacts: guarded([], 'track.oversee'),
    duties: guarded([], 'track.oversee'),
    workPlans: guarded([], 'track.oversee'),
  },
};

export const worksRows: Record<string, RowTable> = {Submission: submission, Track: track};
