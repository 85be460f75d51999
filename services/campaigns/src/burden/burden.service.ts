import type {Caller} from '@concours/kernel/identity';
import type {Definition} from '@concours/schema/definition/definition';
import type {Campaign} from '../campaigns/campaign.js';
import type {Campaigns} from '../campaigns/campaign.service.js';
import {burdenOf} from './burden-meter.rules.js';
import {BurdenEdition, BurdenMeter, BurdenMeterItem} from './burden.js';
import {editionBefore} from './edition.rules.js';

/** Weighs definitions, and holds each against the edition before it. */
export class BurdenMeters {
  constructor(private readonly campaigns: Campaigns) {}

  /** `all` are the campaigns that the caller sees; asked once for however many meters. */
  meter(definition: Definition, all: readonly Campaign[]): BurdenMeter {
    const burden = burdenOf(definition);
    const before = editionBefore(
      definition,
      all.map((campaign) => ({...campaign.document, edition: campaign})),
    );
    const previous = before && burdenOf(before);
    const edition =
      before &&
      previous &&
      Object.assign(new BurdenEdition(), {
        ...{campaign: before.edition, asked: previous.asked, takingPart: previous.takingPart},
        ...{days: previous.days, deadlines: previous.deadlines},
      });
    return Object.assign(new BurdenMeter(), {
      ...burden,
      items: burden.items.map((item) => BurdenMeterItem.of(item, previous)),
      previous: edition,
    });
  }

  all(caller: Caller): Promise<Campaign[]> {
    return this.campaigns.all(caller);
  }
}
