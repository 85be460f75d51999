import type {EntityManager} from 'typeorm';
import type {Campaign} from '../campaigns/campaign.js';
import {dateConflicts} from './date-conflicts.rules.js';
import {holdsNothing, type OpenPoint, type PointSource} from './open-point.js';

/** Contradictions among the dates: they hold nothing, and wait for a ruling. */
export class DateConflicts implements PointSource {
  async points(_: EntityManager, {file, document}: Campaign): Promise<OpenPoint[]> {
    return dateConflicts(file, document).map(({code, key, place, text}) => ({
      ...{id: `${code}:${key}`, code, place, text, holds: holdsNothing()},
    }));
  }
}
