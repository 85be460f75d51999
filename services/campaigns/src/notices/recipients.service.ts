import {covers, subtree} from '@concours/kernel/scope';
import {Brackets, type EntityManager, In, type SelectQueryBuilder} from 'typeorm';
import type {Campaign} from '../campaigns/campaign.js';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import {inUnitSet} from '../organisations/unit-set.js';

/** Whom a notice is for: the units it names, and everything below the places where it names them (R10). */
export class Recipients {
  constructor(private readonly manager: EntityManager) {}

  /** Paths below which the notice goes; none lies within another. */
  async roots(campaign: Campaign): Promise<string[]> {
    const sets = (campaign.document.notice?.addressees ?? []).flatMap(({units}) => (units ? [units] : []));
    const codes = sets.flatMap(({below, units = []}) => [below ?? campaign.document.campaign.owner, ...units]);
    const ids = sets.length === 0 ? [campaign.ownerId] : codes.map((code) => campaign.idOf(code));
    const paths = (await this.manager.findBy(OrganisationRef, {id: In([...new Set(ids)])})).map(({path}) => path);
    return paths.filter((path) => !paths.some((other) => other !== path && covers(other, path)));
  }

  async includes(campaign: Campaign, {path}: {path: string}): Promise<boolean> {
    return (await this.roots(campaign)).some((root) => covers(root, path));
  }

  /** All units below the roots, the roots themselves left out. */
  below(roots: readonly string[]): SelectQueryBuilder<OrganisationRef> {
    return this.manager.createQueryBuilder(OrganisationRef, 'o').where(
      new Brackets((any) => {
        any.where('1 = 0');
        roots.forEach((root, i) => {
          const {from, to} = subtree(root);
          any.orWhere(`o.path > :root${i} AND o.path < :end${i}`, {[`root${i}`]: from, [`end${i}`]: to});
        });
      }),
    );
  }

  /** The units of one line of addressees; all directly below the owner where it says no rule. */
  async addressed(campaign: Campaign, numbers: readonly number[]): Promise<SelectQueryBuilder<OrganisationRef>> {
    const lines = campaign.document.notice?.addressees ?? [];
    const sets = numbers.flatMap((number) => (lines[number]?.units ? [{number, set: lines[number].units}] : []));
    const query = this.manager.createQueryBuilder(OrganisationRef, 'o');
    const owner = await this.manager.findOneByOrFail(OrganisationRef, {id: campaign.ownerId});
    if (sets.length === 0)
      return query.where('o.parentId = :parent AND o.closed = :closed', {parent: owner.id, closed: false});
    const codes = sets.flatMap(({set: {below}}) => (below === undefined ? [] : [below]));
    const known = await this.manager.findBy(OrganisationRef, {id: In(codes.map((code) => campaign.idOf(code)))});
    const rootOf = (code: string | undefined): string =>
      known.find((one) => one.code === code)?.path ?? (code === undefined ? owner.path : '-.');
    return query.where(
      new Brackets((any) => {
        any.where('1 = 0');
        for (const {number, set} of sets) {
          const place = {root: rootOf(set.below), idOf: (code: string) => campaign.idOf(code)};
          any.orWhere(inUnitSet(query, {set, place, number}));
        }
      }),
    );
  }
}
