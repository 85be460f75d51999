import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {decodeCursor, encodeCursor, type PageOf} from '@concours/kernel/page';
import {notPermitted, notSignedIn} from '@concours/kernel/refusal';
import {demand, demandPerson, scopesOf, type Need} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import type {EntityManager} from 'typeorm';
import type {LastSeen} from '../last-seen.js';
import {Organisation} from '../organisations/organisation.js';
import {hashOf, newToken} from '../token.js';
import {withinSubtrees} from '../within-subtrees.js';
import {Display, type IssuedToken} from './display.js';
import {displayStateOf, type DisplayState} from './pairing.rules.js';
import {wallOf, type Wall, type WallAddress} from './wall.js';

export interface NewDisplay {
  name: string;
  organisationId: string;
  wall?: WallAddress;
  token: string;
}

export class DisplayService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly realTime: Clock,
    private readonly lastSeen: LastSeen,
  ) {}

  /** For programs that find their own way to a wall. */
  async issue(caller: Caller, i: {name: string; organisationId: string}): Promise<IssuedToken> {
    demandPerson(caller);
    const token = newToken('cd');
    const display = await this.database.write((manager) =>
      this.insertIn(manager, caller, 'issueDisplayToken', {...i, token}),
    );
    return {id: display.id, name: display.name, token, expiresAt: null};
  }

  async insertIn(manager: EntityManager, caller: Caller, action: string, i: NewDisplay): Promise<Display> {
    const need = needAt(caller, await manager.findOneBy(Organisation, {id: i.organisationId}));
    const display = Object.assign(new Display(), {
      id: newId(),
      name: i.name.trim(),
      organisationId: i.organisationId,
      tokenHash: hashOf(i.token),
      wallKind: i.wall?.kind ?? null,
      wallSubject: i.wall?.subject ?? null,
      createdAt: this.clock.now(),
      lastSeenAt: null,
    });
    await manager.insert(Display, display);
    const {name, organisationId} = display;
    const subject = {type: 'Display', id: display.id};
    await record(manager, caller, {action, subject, organisationId, need, after: {name, wall: wallPath(display)}});
    return display;
  }

  /** Another name or another wall. The screen asks every few seconds where it belongs, and goes there. */
  amend(caller: Caller, id: string, i: {name?: string; wall?: WallAddress}): Promise<Display> {
    return this.database.write(async (manager) => {
      const {display, need} = await this.administered(manager, caller, id);
      const before = {name: display.name, wall: wallPath(display)};
      if (i.name !== undefined) display.name = i.name.trim();
      if (i.wall) Object.assign(display, {wallKind: i.wall.kind, wallSubject: i.wall.subject});
      const {name, wallKind, wallSubject, organisationId} = display;
      // not the whole row: its token may be given out at this moment
      await manager.update(Display, {id}, {name, wallKind, wallSubject});
      const subject = {type: 'Display', id};
      const after = {name, wall: wallPath(display)};
      await record(manager, caller, {action: 'amendDisplay', subject, organisationId, need, before, after});
      return display;
    });
  }

  async revoke(caller: Caller, id: string): Promise<boolean> {
    demandPerson(caller);
    return this.database.write(async (manager) => {
      const {display, need} = await this.administered(manager, caller, id);
      await manager.delete(Display, {id});
      const {name, organisationId} = display;
      const subject = {type: 'Display', id};
      await record(manager, caller, {action: 'revokeDisplayToken', subject, organisationId, need, before: {name}});
      return true;
    });
  }

  /** Those at or below the caller's places, by their age. */
  async page(caller: Caller, query: {first: number; after?: string; search?: string | null}): Promise<PageOf<Display>> {
    const rows = this.database.read.createQueryBuilder(Display, 'd');
    if (caller.kind !== 'system') {
      const scopes = scopesOf(caller, permissions['display.read']).filter((scope) => scope.within === undefined);
      if (scopes.length === 0) throw caller.kind === 'anonymous' ? notSignedIn() : notPermitted();
      rows.innerJoin(Organisation, 'o', 'o.id = d.organisationId').andWhere(withinSubtrees('o.path', scopes));
    }
    const search = (query.search ?? '').normalize('NFKC').trim().toLowerCase().replace(/[!%_]/g, '!$&');
    if (search !== '') rows.andWhere("LOWER(d.name) LIKE :like ESCAPE '!'", {like: `%${search}%`});
    const totalCount = await rows.getCount();
    if (query.after !== undefined) rows.andWhere('d.id > :after', {after: String(decodeCursor(query.after, 1)[0])});
    const found = await rows
      .orderBy('d.id')
      .limit(query.first + 1)
      .getMany();
    const nodes = found.slice(0, query.first);
    const last = nodes.at(-1);
    const pageInfo = {endCursor: last ? encodeCursor([last.id]) : null, hasNextPage: found.length > query.first};
    return {nodes, totalCount, pageInfo};
  }

  stateOf({lastSeenAt}: Display): DisplayState {
    return displayStateOf(lastSeenAt, this.realTime.now());
  }

  /** It changes nothing, whatever a permission of walls might once let it. */
  async callerOf(token: string, requestId: string): Promise<Caller | null> {
    const display = await this.byToken(token);
    const at = display && (await this.database.read.findOneBy(Organisation, {id: display.organisationId}));
    if (!display || !at) return null;
    this.lastSeen.note(display.id);
    const grants = [{role: 'DISPLAY', organisation: at.id, path: at.path}];
    return {kind: 'display', id: display.id, name: display.name, grants, readOnly: true, requestId};
  }

  /** Where a screen belongs: what it asks itself. Null for a token that is nobody's. */
  async placeOf(token: string): Promise<{name: string; wall: Wall | null} | null> {
    const display = await this.byToken(token);
    if (!display) return null;
    this.lastSeen.note(display.id);
    return {name: display.name, wall: wallOfDisplay(display)};
  }

  async demandPlace(caller: Caller, organisationId: string): Promise<void> {
    needAt(caller, await this.database.read.findOneBy(Organisation, {id: organisationId}));
  }

  private byToken(token: string): Promise<Display | null> {
    return this.database.read.findOneBy(Display, {tokenHash: hashOf(token)});
  }

  private async administered(
    manager: EntityManager,
    caller: Caller,
    id: string,
  ): Promise<{display: Display; need: Need}> {
    const display = await manager.findOneBy(Display, {id});
    const at = display && (await manager.findOneBy(Organisation, {id: display.organisationId}));
    const need = needAt(caller, at);
    if (!display) throw notPermitted();
    return {display, need};
  }
}

export function wallOfDisplay({wallKind, wallSubject}: Display): Wall | null {
  return wallKind && wallSubject ? wallOf({kind: wallKind, subject: wallSubject}) : null;
}

function wallPath(display: Display): string | null {
  return wallOfDisplay(display)?.path ?? null;
}

function needAt(caller: Caller, organisation: Organisation | null): Need {
  if (!organisation) throw caller.kind === 'anonymous' ? notSignedIn() : notPermitted();
  const need = {roles: permissions['display.administer'], path: organisation.path};
  demand(caller, need);
  return need;
}
