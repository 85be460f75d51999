import {readFileSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {SettableClock} from '@concours/kernel/clock';
import {inProcessBus} from '@concours/kernel/events/in-process-bus';
import {Relay} from '@concours/kernel/events/relay';
import {type CallerGrant, systemCaller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {createLogger} from '@concours/kernel/log';
import {accountWith, grantOf} from '@concours/kernel/testing/callers';
import {scratchPlace, type TestEngine} from '@concours/kernel/testing/scratch-database';
import {testVault} from '@concours/kernel/testing/vault';
import type {OrganisationChanged} from '@concours/schema/events';
import type {Campaign} from '../src/campaigns/campaign.js';
import {compose} from '../src/compose.js';
import {entities, migrations} from '../src/data-source.js';
import type {Settings} from '../src/slices.js';

export const singerSource = unsigned(definitionFile('anhui-singer-2024'));
export const planSource = unsigned(standingAlone(definitionFile('anhui-2022')));

export function definitionFile(name: string): string {
  return readFileSync(join(__dirname, `../definitions/${name}.yaml`), 'utf8');
}

/** Countersigning has tests of its own: elsewhere a campaign is public at once. */
function unsigned(source: string): string {
  return source.replace(/^ +countersign: true.*\n/m, '');
}

/** Without the campaigns it stands under, which have tests of their own. */
function standingAlone(source: string): string {
  return source.replace(/^  parents:\n(?: {4}.*\n)+/m, '').replace(/^    onward:\n(?: {6}.*\n)+/gm, '');
}

export type World = Awaited<ReturnType<typeof world>>;

/** The whole service on a scratch database, with a tree that grows as a test says. */
export async function world(engine: TestEngine, at = '2022-06-15T10:00:00+08:00', more: Partial<Settings> = {}) {
  const place = await scratchPlace(engine, {entities, migrations});
  const log = createLogger('test', {level: 'silent'});
  const bus = inProcessBus(log);
  const clock = new SettableClock(at);
  const filesDir = await mkdtemp(join(tmpdir(), 'concours-campaigns-'));
  const settings = {filesDir, linkSecret: 's'.repeat(40), vault: testVault(), closeDelayMs: 0, ...more};
  const service = await compose({databaseUrl: place.url, bus, clock, log, settings});
  const relay = new Relay({database: service.database, bus, source: 'campaigns', log});
  const tree = new Map<string, OrganisationChanged>();
  const versions = new Map<string, number>();

  /** As the tree's owner would announce it. */
  async function announce(organisation: OrganisationChanged): Promise<void> {
    const version = (versions.get(organisation.id) ?? 0) + 1;
    versions.set(organisation.id, version);
    const event = {
      id: newId(),
      type: 'OrganisationChanged',
      subject: organisation.id,
      version,
      at: '',
      source: 'organisations',
    };
    await service.slices.organisations.apply({...event, payload: organisation});
  }

  function grown(code: string, parent: string | null, more: Partial<OrganisationChanged> = {}): OrganisationChanged {
    const above = parent === null ? undefined : tree.get(parent);
    const path = `${above?.path ?? ''}s${tree.size + 1}.`;
    const name = {zh: code, en: code};
    const organisation: OrganisationChanged = {
      ...{
        id: newId(),
        code,
        path,
        parentId: above?.id ?? null,
        kind: 'FEDERATION',
        level: 'CITY',
        name,
        shortName: name,
        closed: false,
      },
      ...more,
    };
    tree.set(code, organisation);
    return organisation;
  }

  async function grow(
    code: string,
    parent: string | null,
    more: Partial<OrganisationChanged> = {},
  ): Promise<OrganisationChanged> {
    const organisation = grown(code, parent, more);
    await announce(organisation);
    return organisation;
  }

  /** What the owner of the tree knows, and announces for the unit that moved alone. */
  async function move(code: string, parent: string): Promise<void> {
    const moved = of(code);
    const before = moved.path;
    const after = `${of(parent).path}${before.split('.').at(-2) ?? ''}.`;
    for (const organisation of tree.values()) {
      if (organisation.path.startsWith(before)) organisation.path = after + organisation.path.slice(before.length);
    }
    moved.parentId = of(parent).id;
    await announce(moved);
  }

  function of(code: string): OrganisationChanged {
    const organisation = tree.get(code);
    if (!organisation) throw new Error(`the test's tree has no ${code}`);
    return organisation;
  }

  /** Every code that a definition names, as children of its root. */
  async function growFor(source: string): Promise<void> {
    const codes = new Set(source.replace(/#.*/g, '').match(/\bah(\.[a-z-]+)*\b(?!-\d)/g) ?? []);
    codes.delete('ah');
    if (!tree.has('ah')) await grow('ah', null, {level: 'PROVINCE'});
    for (const code of codes) if (!tree.has(code)) await grow(code, 'ah');
  }

  const grant = (role: string, code: string, within?: string): CallerGrant => grantOf(role, of(code).path, within);

  /** Applied as it has to be: once a stage has opened, one proposes and another approves. */
  async function change(source: string, reason: string): Promise<Campaign> {
    const {definitions, proposals} = service.slices;
    const {needsSecondPerson, changes} = await definitions.check(systemCaller(), source);
    if (!needsSecondPerson || changes.length === 0) return definitions.apply(systemCaller(), source, reason);
    const owner = () => accountWith(grant('CAMPAIGN_OWNER', 'ah'));
    const {id} = await proposals.propose(owner(), source, reason);
    return proposals.approve(owner(), id);
  }

  return {
    ...{url: place.url, settings, log, service, slices: service.slices, database: service.database, bus, clock, relay},
    ...{tree, grow, grown, announce, move, growFor, of, grant, change},
    caller: (role: string, code: string, within?: string) => accountWith(grant(role, code, within)),
    async live(): Promise<void> {
      relay.start();
      await service.start?.();
    },
    async close(): Promise<void> {
      await service.stop?.();
      await relay.stop();
      await bus.close();
      await service.database.close();
      await place.remove();
      await rm(filesDir, {recursive: true, force: true});
    },
  };
}
