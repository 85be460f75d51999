import type {Entry} from '../entries/entry.js';
import type {Organisations} from '../organisations/organisation.service.js';
import type {RoundView} from '../rounds/round.service.js';
import type {PanelSeat} from './panel-seat.js';
import {isFromOwnUnit} from './recusal.rules.js';

type Seat = Pick<PanelSeat, 'judge' | 'organisationId'>;

/** Which works are not a judge's to score because they come from the own unit (A29). By where units stand in the tree now. */
export class Recusals {
  constructor(private readonly organisations: Organisations) {}

  /** For each of the seats, by judge, the ids of the entries. */
  async of(
    {campaign}: Pick<RoundView, 'campaign'>,
    seats: readonly Seat[],
    entries: readonly Pick<Entry, 'id' | 'organisationId'>[],
  ): Promise<Map<string, ReadonlySet<string>>> {
    const own = seats.flatMap(({organisationId}) => organisationId ?? []);
    if (own.length === 0) return new Map(seats.map(({judge}) => [judge, new Set<string>()]));
    const places = await this.organisations.find([
      ...new Set([...own, ...entries.map(({organisationId}) => organisationId)]),
    ]);
    const pathOf = new Map(places.map(({id, path}) => [id, path]));
    const {ownerPath} = campaign;
    return new Map(
      seats.map(({judge, organisationId}) => {
        const judgePath = pathOf.get(organisationId ?? '');
        const recused = entries.filter((entry) => {
          const workPath = pathOf.get(entry.organisationId);
          return judgePath && workPath && isFromOwnUnit({judgePath, workPath, ownerPath});
        });
        return [judge, new Set(recused.map(({id}) => id))];
      }),
    );
  }
}
