import {Needs} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {Arg, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root} from 'type-graphql';
import type {Campaign} from '../campaigns/campaign.js';
import {Track} from '../tracks/track.js';
import type {DutyMark} from './duty-mark.js';
import type {Duties} from './duty.service.js';
import {type HostContact, MaskedContact, RevealedContact} from './host-contact.js';
import type {HostContacts} from './host-contact.service.js';
import {HostContactInput} from './host.inputs.js';
import type {OnTrack, TrackDesk} from './track-desk.service.js';
import {TrackDuty} from './track-duty.js';
import {WorkPlan} from './work-plan.js';
import type {WorkPlans} from './work-plan.service.js';

const TRACK = 'The track: `<campaignId>:<key>`.';
const AT = {at: "the campaign's owner, for the track"};

interface Kept {
  path: string;
  marks: DutyMark[];
  plans: WorkPlan[];
  contacts: HostContact[];
}

@Resolver(() => Track)
export class TrackHostResolver {
  constructor(
    private readonly desk: TrackDesk,
    private readonly duties: Duties,
    private readonly plans: WorkPlans,
    private readonly contacts: HostContacts,
  ) {}

  @Needs('track.oversee', AT)
  @FieldResolver(() => [TrackDuty], {
    name: 'duties',
    description: "The hosts' checklist and what of it is done (R58); empty for others.",
  })
  async dutiesOf(@Root() track: Track, @Ctx() context: RequestContext): Promise<TrackDuty[]> {
    const {on, kept} = await this.kept(track, context);
    return this.duties.of(context.caller, on, kept.marks);
  }

  @Needs('track.oversee', AT)
  @FieldResolver(() => [WorkPlan], {description: 'Versions of its work plan, newest first (R125); empty for others.'})
  async workPlans(@Root() track: Track, @Ctx() context: RequestContext): Promise<WorkPlan[]> {
    const {on, kept} = await this.kept(track, context);
    return this.plans.of(context.caller, on, kept.plans);
  }

  @Needs('track.oversee', AT)
  @FieldResolver(() => [MaskedContact], {
    name: 'contacts',
    description: 'Whom to ask at its hosts (R12), as masks; empty for others.',
  })
  async contactsOf(@Root() track: Track, @Ctx() context: RequestContext): Promise<MaskedContact[]> {
    const {on, kept} = await this.kept(track, context);
    return this.contacts.of(context.caller, on, kept.contacts);
  }

  @Needs('track.tend', AT)
  @Mutation(() => Track, {description: 'Marks a duty of the hosts as done, or takes that back. DUTY_UNKNOWN.'})
  async markDuty(
    @Arg('trackId', () => ID, {description: TRACK}) trackId: string,
    @Arg('duty', () => String, {description: 'Its key in the definition.'}) duty: string,
    @Arg('done', () => Boolean, {description: 'Whether it is done.'}) done: boolean,
    @Arg('note', () => String, {nullable: true, description: 'A word to it, at most 500 characters.'})
    note: string | null,
    @Ctx() {caller}: RequestContext,
  ): Promise<Track> {
    return trackOf(await this.duties.mark(caller, {trackId, duty, done, note}));
  }

  @Needs('track.tend', AT)
  @Mutation(() => WorkPlan, {
    description:
      'Hands in a work plan, or a new version of it (R125). WORK_PLAN_NOT_ASKED; VERSION_CONFLICT if somebody else was faster.',
  })
  handInWorkPlan(
    @Arg('trackId', () => ID, {description: TRACK}) trackId: string,
    @Arg('version', () => Int, {description: 'The newest version that was read; 0 where there was none.'})
    version: number,
    @Arg('text', () => String, {description: 'The plan, 1 to 10,000 characters.'}) text: string,
    @Ctx() {caller}: RequestContext,
  ): Promise<WorkPlan> {
    return this.plans.handIn(caller, trackId, version, text);
  }

  @Needs('workPlan.decide', AT)
  @Mutation(() => WorkPlan, {
    description:
      'Approves the newest version of a work plan, or returns it with a reason. WORK_PLAN_STATE_FORBIDS once decided; WORK_PLAN_OWN for who handed it in; VERSION_CONFLICT.',
  })
  decideWorkPlan(
    @Arg('trackId', () => ID, {description: TRACK}) trackId: string,
    @Arg('version', () => Int, {description: 'The version that was read.'}) version: number,
    @Arg('approve', () => Boolean, {description: 'true: approve; false: return.'}) approve: boolean,
    @Arg('reason', () => String, {nullable: true, description: 'Why it is returned, 1 to 500 characters.'})
    reason: string | null,
    @Ctx() {caller}: RequestContext,
  ): Promise<WorkPlan> {
    return this.plans.decide(caller, {trackId, version, approve, reason});
  }

  @Needs('track.tend', AT)
  @Mutation(() => MaskedContact, {
    description: 'Adds a contact of a host (R12), two at most for each. CONTACT_NOT_OF_HOST, CONTACTS_FULL.',
  })
  addHostContact(
    @Arg('trackId', () => ID, {description: TRACK}) trackId: string,
    @Arg('input', () => HostContactInput, {description: 'Who it is.'}) input: HostContactInput,
    @Ctx() {caller}: RequestContext,
  ): Promise<MaskedContact> {
    return this.contacts.add(caller, trackId, input);
  }

  @Needs('track.tend', AT)
  @Mutation(() => Track, {description: 'Takes a contact away; what was known of the person goes with it.'})
  async removeHostContact(
    @Arg('id', () => ID, {description: 'The contact.'}) id: string,
    @Ctx() {caller}: RequestContext,
  ): Promise<Track> {
    return trackOf(await this.contacts.remove(caller, id));
  }

  @Needs('contact.reveal', 'contact.revealForReason', AT)
  @Mutation(() => RevealedContact, {
    description:
      'Shows a contact in clear, and writes down who saw it (R12). CONTACT_REASON_NEEDED for who may only look into single cases.',
  })
  revealHostContact(
    @Arg('id', () => ID, {description: 'The contact.'}) id: string,
    @Arg('reason', () => String, {nullable: true, description: 'Why; at most 500 characters.'}) reason: string | null,
    @Ctx() {caller}: RequestContext,
  ): Promise<RevealedContact> {
    return this.contacts.reveal(caller, id, reason);
  }

  /** What is kept of all tracks of a campaign is read once for all of them. */
  private async kept({campaign, key}: Track, context: RequestContext): Promise<{on: OnTrack; kept: Kept}> {
    const kept = await context.load('what hosts keep', campaign, (all) => Promise.all(all.map((one) => this.all(one))));
    const track = campaign.document.tracks.find((candidate) => candidate.key === key);
    if (!track) throw new Error(`campaign ${campaign.id} has no track ${key}`);
    return {on: {campaign, track, path: kept.path}, kept};
  }

  private async all(campaign: Campaign): Promise<Kept> {
    const [path, marks, plans, contacts] = await Promise.all([
      this.desk.ownerPath(campaign),
      this.duties.marks(campaign),
      this.plans.ofCampaign(campaign),
      this.contacts.ofCampaign(campaign),
    ]);
    return {path, marks, plans, contacts};
  }
}

const trackOf = ({campaign, track}: OnTrack): Track => Track.of(campaign, track);
