import {systemCaller} from '@concours/kernel/identity';
import type {Role} from '@concours/schema/access';
import type {Platform} from '../platform.js';
import {PASSWORD} from './accounts.js';
import type {Ids} from './fill-organisations.js';
import type {Random} from './random.js';

/** Somebody who works at a unit of the demo. All names are put together by chance. */
interface Colleague {
  name: string;
  displayName: string;
  at: string;
  role: Role;
  suspended: boolean;
}

const SURNAMES = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜'];
const GIVEN = [...'安柏晨丹恩帆歌禾佳可岚铭宁朴晴若书棠维熙雅泽知舟言予远子'];
const AT_ONCE = 50;

/** Administrators of cities, reviewers of counties, reporters of grassroots unions: about 300, as a province would have. */
export function colleagues(codes: Iterable<string>, random: Random): Colleague[] {
  const counties = [...codes].filter((code) => /^ah\.[a-z-]+\.c\d+$/.test(code));
  const cities = [...new Set(counties.map((code) => code.slice(0, code.lastIndexOf('.'))))];
  const called = (): string =>
    random.pick(SURNAMES) + random.pick(GIVEN) + (random.below(3) > 0 ? random.pick(GIVEN) : '');
  const one = (at: string, what: string, role: Role): Colleague => ({
    ...{name: `${at.slice('ah.'.length)}-${what}`, displayName: called(), at, role},
    suspended: random.below(40) === 0,
  });
  return [
    ...cities.flatMap((at) => [one(at, 'admin', 'UNIT_ADMIN'), one(at, 'review', 'REVIEWER')]),
    ...counties.flatMap((at, index) => [
      ...(index % 2 === 0 ? [one(at, 'admin', 'UNIT_ADMIN')] : []),
      one(at, 'review', 'REVIEWER'),
      one(`${at}.g1`, 'report', 'UNIT_REPORTER'),
    ]),
  ];
}

/** Their password is no secret and of no use elsewhere, so it is hashed once for all of them. */
export async function fillStaff({services}: Platform, ids: Ids, random: Random): Promise<void> {
  const {accounts, grants} = services.organisations.slices;
  const caller = systemCaller();
  const known = colleagues(ids.keys(), random).filter(({at}) => ids.has(at));
  const passwordHash = await accounts.prepared({name: 'staff', displayName: 'staff', password: PASSWORD});
  const suspended: string[] = [];
  for (let from = 0; from < known.length; from += AT_ONCE) {
    await services.organisations.database.write(async (manager) => {
      for (const person of known.slice(from, from + AT_ONCE)) {
        const {name, displayName, role} = person;
        const organisationId = ids.get(person.at)!;
        const {id} = await accounts.createIn(manager, caller, {name, displayName, organisationId, passwordHash});
        await grants.grantIn(manager, caller, {accountId: id, role, organisationId});
        if (person.suspended) suspended.push(id);
      }
    });
  }
  for (const id of suspended) await accounts.setSuspended(caller, id, true);
}
