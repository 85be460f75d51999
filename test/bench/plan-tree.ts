import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {compose} from '@concours/campaigns/compose';
import {SettableClock} from '@concours/kernel/clock';
import type {DomainEvent} from '@concours/kernel/events/event';
import {inProcessBus} from '@concours/kernel/events/in-process-bus';
import {Relay} from '@concours/kernel/events/relay';
import {systemCaller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {createLogger} from '@concours/kernel/log';
import {PersonalVault} from '@concours/kernel/personal/vault';
import type {OrganisationChanged} from '@concours/schema/events';

export type PlanTree = Awaited<ReturnType<typeof plantPlan>>;

/** Campaigns over a tree of so many units: a province, 4 cities, 16 counties, and the rest below the counties. */
export async function plantPlan(size: number) {
  const folder = await mkdtemp(path.join(tmpdir(), 'concours-plan-'));
  const log = createLogger('bench', {level: 'silent'});
  const bus = inProcessBus(log);
  const service = await compose({
    databaseUrl: `sqlite:${path.join(folder, 'campaigns.sqlite')}`,
    bus,
    clock: new SettableClock('2022-06-15T10:00:00+08:00'),
    log,
    settings: {
      filesDir: folder,
      linkSecret: 'b'.repeat(40),
      vault: new PersonalVault([{id: 'bench', secret: 'b'.repeat(32)}]),
    },
  });
  const relay = new Relay({database: service.database, bus, source: 'campaigns', log});
  const units: OrganisationChanged[] = [];
  for (let n = 0; n < size; n++) {
    const parent = n === 0 ? null : units[n <= 4 ? 0 : n <= 20 ? 1 + (n % 4) : 5 + (n % 16)]!;
    const name = {zh: `第${n}单位工会`, en: `Unit ${n}`};
    units.push({
      ...{id: newId(), code: `u${n}`, path: `${parent?.path ?? ''}${n.toString(36)}.`, parentId: parent?.id ?? null},
      ...{kind: n <= 20 ? 'FEDERATION' : 'GRASSROOTS_UNION', level: 'UNIT', name, shortName: name, closed: false},
    });
  }
  for (let from = 0; from < size; from += 1_000)
    await service.slices.organisations.applyTogether(units.slice(from, from + 1_000).map(told));
  return {
    ...{service, units, relay},
    system: systemCaller(),
    async close() {
      await service.stop?.();
      await relay.stop();
      await bus.close();
      await service.database.close();
      await rm(folder, {recursive: true, force: true});
    },
  };
}

function told(payload: OrganisationChanged): DomainEvent<OrganisationChanged> {
  const envelope = {id: newId(), type: 'OrganisationChanged', version: 1, at: '', source: 'organisations'};
  return {...envelope, subject: payload.id, payload};
}

/** A definition with a row of two numbers for every one of the units, as a table copied from a spreadsheet. */
export function sourceFor(units: readonly OrganisationChanged[]): string {
  const rows = units.map(({code}, n) => [code, n % 7, n % 5 === 0 ? '-' : n % 11] as const);
  const sum = (column: 1 | 2) => rows.reduce((total, row) => total + (Number(row[column]) || 0), 0);
  return `concours: 1
campaign:
  key: everybody
  title: {zh: 计划, en: Plan}
  timezone: Asia/Shanghai
  owner: u0
  hosting: [{role: SPONSORING, organisations: [u0]}]
policies: {votes: OFF, entryRanking: HIDDEN, publicNotice: {workingDays: 5}, retention: {days: 180}}
stages:
  - {key: events, name: {zh: 填报, en: Reports}, kind: REPORTING, from: 2022-01-01, until: 2022-12-31}
tracks:
  - {key: cases, name: {zh: 案例, en: Cases}, kind: CASE, hosting: []}
plan:
  name: {zh: 计划, en: Plan}
  root: u0
  metrics:
    - {key: events, name: {zh: 活动, en: Events}, unit: {zh: 场, en: events}, target: 300, count: {each: report}}
    - {key: workers, name: {zh: 职工, en: Workers}, unit: {zh: 人, en: people}, target: 900, count: {sum: workersReached}}
  allocation:
    columns: [events, workers]
    sums: [${sum(1)}, ${sum(2)}]
    rows: |
${rows.map((row) => `      ${row.join('\t')}\n`).join('')}  reports: {stage: events, forms: [{key: quiz, name: {zh: 知识竞赛, en: Quiz}}]}
`;
}

/** A report that is handed in, and nothing more. */
export async function handedIn({service, system}: PlanTree, campaignId: string, unit: OrganisationChanged) {
  const {reports} = service.slices;
  const {id} = await reports.draft(system, campaignId, {
    ...{organisationId: unit.id, title: 'T', heldOn: '2022-06-10', form: 'quiz', place: 'P', content: 'C'},
    ...{enterprise: null, links: [], participants: 1, workersReached: 2, publicists: 0, audience: 0},
  });
  await reports.submit(system, id);
  return id;
}
