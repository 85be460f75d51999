import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {inputInvalid, notFound, versionConflict} from '@concours/kernel/refusal';
import {demand} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import {Campaign} from '../campaigns/campaign.js';
import type {Campaigns} from '../campaigns/campaign.service.js';
import {type DatePlace, datePlaces, momentsIn} from '../date-places.rules.js';
import type {CampaignMoments} from '../definitions/campaign-moments.service.js';
import {announceApplied} from '../definitions/definition.events.js';
import {endOf, isReal, startOf} from '../moment.rules.js';
import type {OpenPoints} from '../points/open-points.service.js';
import {overridesThatHold} from '../stages/stage.service.js';
import {intervalOf, writtenMoment} from '../written-dates.rules.js';
import {DateChangeKind} from './date-change.js';
import {movedDates, writeHistory} from './date-history.js';
import * as refusals from './date.refusals.js';
import type {FollowingDates} from './following-dates.js';

export interface Confirming {
  campaignId: string;
  place: string;
  /** Null takes back what was confirmed. */
  moment: string | null;
  reason: string | null;
}

/** The owner says which day it is, where the notice does not (A36, R22, A37). */
export class DateConfirming {
  constructor(
    private readonly i: {
      database: Database;
      clock: Clock;
      campaigns: Campaigns;
      moments: CampaignMoments;
      points: OpenPoints;
      following: FollowingDates;
    },
  ) {}

  async confirm(caller: Caller, {campaignId, place: name, ...asked}: Confirming): Promise<Campaign> {
    const {database, clock, campaigns, moments, points, following} = this.i;
    const loaded = await campaigns.one(caller, campaignId);
    const need = {roles: permissions['campaign.steer'], path: await campaigns.ownerPath(loaded), within: campaignId};
    demand(caller, need);
    const reason = asked.reason?.trim() || null;
    if (reason !== null && reason.length > 500) throw inputInvalid({field: 'reason'});
    const now = clock.now();
    return database.write(async (manager) => {
      const before = await campaigns.one(caller, campaignId, manager);
      const place = confirmable(before, name);
      const moment = asked.moment === null ? null : readMoment(asked.moment, place);
      if (moment === null && before.moments[name] === undefined) throw refusals.dateNotConfirmed({place: name});
      if (moment === before.moments[name]) return before;
      demandReason(before, place, {moment, reason, now});

      const confirmed = {...before.moments};
      if (moment === null) delete confirmed[name];
      else confirmed[name] = moment;
      const document = await moments.settled(manager, before.file, confirmed);
      demandOrder(document, place);
      const campaign = Object.assign(new Campaign(), before, {
        ...{document, moments: confirmed, version: before.version + 1},
        overrides: overridesThatHold(before.overrides, before.document.stages, document.stages),
      });
      const {overrides, version} = campaign;
      const changed = {document, moments: confirmed, overrides, version};
      const {affected} = await manager.update(Campaign, {id: campaignId, version: before.version}, changed);
      if (affected !== 1) throw versionConflict();

      const kind = moment === null ? DateChangeKind.WITHDRAWN : DateChangeKind.CONFIRMED;
      const was = momentsIn(before.document)[name] ?? null;
      const others = movedDates(before.document, document).filter((change) => change.place !== name);
      const by = {byId: caller.id, byName: caller.name};
      const after = momentsIn(document)[name] ?? null;
      const own = {place: name, kind, before: was, after};
      await writeHistory(manager, [own], {campaignId, at: now, reason, ...by});
      await writeHistory(manager, others, {campaignId, at: now, ...by});
      await points.settle(manager, campaign);
      await announceApplied(manager, campaign, now);
      await record(manager, caller, {
        action: 'confirmDate',
        subject: {type: 'Campaign', id: campaignId},
        organisationId: before.ownerId,
        campaignId,
        need,
        before: {[name]: was, ...Object.fromEntries(others.map((change) => [change.place, change.before]))},
        after: {[name]: after, ...Object.fromEntries(others.map((change) => [change.place, change.after]))},
        reason,
      });
      await following.follow(manager, campaign);
      return campaign;
    });
  }
}

/** Where a date may be confirmed: where none is written exactly, or where the one written may still move. */
export const isOpenDate = ({when, edge, tentative}: DatePlace): boolean =>
  tentative === true || writtenMoment(when, edge) === undefined;

function confirmable(campaign: Campaign, name: string): DatePlace {
  const place = datePlaces(campaign.file).find((candidate) => candidate.place === name);
  if (!place) throw notFound();
  if (!isOpenDate(place)) throw refusals.dateWritten({place: name});
  return place;
}

function readMoment(text: string, {edge}: DatePlace): string {
  const moment = isReal(text) ? writtenMoment(text, edge) : undefined;
  if (moment === undefined) throw inputInvalid({field: 'moment'});
  return moment;
}

interface Asked {
  moment: string | null;
  reason: string | null;
  now: Date;
}

function demandReason(campaign: Campaign, {place, when, holds}: DatePlace, {moment, reason, now}: Asked): void {
  if (reason !== null) return;
  const interval = intervalOf(when);
  const day = moment?.slice(0, 10);
  if (interval && day !== undefined && (day < interval.first || day > interval.last)) {
    throw refusals.dateOutsideStated({place, ...interval});
  }
  const opened = campaign
    .calendar()
    .find(({definition, opensAt}) => holds.stages.includes(definition.key) && opensAt !== null && opensAt <= now);
  if (opened) throw refusals.dateReasonRequired({place, stage: opened.definition.key});
}

function demandOrder({stages}: Campaign['document'], {place, holds}: DatePlace): void {
  for (const {key, from, until} of stages) {
    if (!holds.stages.includes(key) || from === undefined || until === undefined) continue;
    if (startOf(from) > endOf(until)) throw refusals.dateReversed({place, from, until});
  }
}
