import type {EntityManager} from 'typeorm';
import type {Campaign} from '../campaigns/campaign.js';
import {unsetWeights} from './weights.rules.js';
import type {OpenPoint, PointSource} from '../points/open-point.js';

/** Weights that nobody has set: what they combine can't begin (R88, A3). */
export class UnsetWeights implements PointSource {
  points(_: EntityManager, {file}: Campaign): Promise<OpenPoint[]> {
    return Promise.resolve(unsetWeights(file));
  }
}
