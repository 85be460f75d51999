import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {inputInvalid} from '@concours/kernel/refusal';
import {instantOf} from '@concours/kernel/zone';
import type {Campaign} from '../campaigns/campaign.js';
import {endOf} from '../moment.rules.js';
import {DutyMark} from './duty-mark.js';
import {dutyUnknown} from './host.refusals.js';
import {mayOn, type OnTrack, type TrackDesk} from './track-desk.service.js';
import {TrackDuty} from './track-duty.js';

/** The checklist of a track's hosts (R58): what is on it stands in the definition, what is done is marked here. */
export class Duties {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly desk: TrackDesk,
  ) {}

  marks(campaign: Campaign): Promise<DutyMark[]> {
    return this.database.read.findBy(DutyMark, {campaignId: campaign.id});
  }

  /** Nothing for who neither hosts nor oversees the track. */
  of(caller: Caller, on: OnTrack, marks: readonly DutyMark[]): TrackDuty[] {
    if (!mayOn(caller, on, 'track.oversee')) return [];
    const {timezone} = on.campaign.document.campaign;
    return (on.track.duties ?? []).map(({key, name, by}) => {
      const mark = marks.find(({trackKey, dutyKey}) => trackKey === on.track.key && dutyKey === key);
      return Object.assign(new TrackDuty(), {
        ...{key, text: name, by: by === undefined ? null : instantOf(endOf(by), timezone)},
        ...{doneAt: mark?.doneAt ?? null, doneBy: mark?.doneBy ?? null, note: mark?.note ?? null},
      });
    });
  }

  /** Marking what is marked already changes who, when and the note; taking back what is not marked changes nothing. */
  async mark(
    caller: Caller,
    {trackId, duty, done, note}: {trackId: string; duty: string; done: boolean; note: string | null},
  ): Promise<OnTrack> {
    const on = await this.desk.demand(caller, 'track.tend', trackId);
    if (!on.track.duties?.some(({key}) => key === duty)) throw dutyUnknown({duty: duty.slice(0, 40)});
    const said = note?.trim() || null;
    if (said !== null && [...said].length > 500) throw inputInvalid({field: 'note'});
    const key = {campaignId: on.campaign.id, trackKey: on.track.key, dutyKey: duty};
    const mark = {...key, doneAt: this.clock.now(), doneBy: caller.name?.slice(0, 191) ?? null, note: said};
    await this.database.write(async (manager) => {
      if (done) await manager.upsert(DutyMark, mark, ['campaignId', 'trackKey', 'dutyKey']);
      else await manager.delete(DutyMark, key);
      await record(manager, caller, {
        action: 'markDuty',
        subject: {type: 'Track', id: trackId},
        organisationId: on.campaign.ownerId,
        campaignId: on.campaign.id,
        need: on.need,
        after: {duty, done, note: said},
      });
    });
    return on;
  }
}
