import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {SettableClock} from '@concours/kernel/clock';
import {OutboxRow} from '@concours/kernel/events/outbox';
import {inProcessBus} from '@concours/kernel/events/in-process-bus';
import {type Caller, systemCaller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {createLogger} from '@concours/kernel/log';
import {accountWith, grantOf} from '@concours/kernel/testing/callers';
import {scratchPlace, type TestEngine} from '@concours/kernel/testing/scratch-database';
import {testVault} from '@concours/kernel/testing/vault';
import type {Role} from '@concours/schema/access';
import type {Definition} from '@concours/schema/definition/definition';
import type {DefinitionApplied, OrganisationChanged} from '@concours/schema/events';
import {compose, type SubmissionsService} from '../src/compose.js';
import {entities, migrations} from '../src/data-source.js';
import type {SeedWork} from '../src/demo/seed-work.js';

const id = (name: string): string => name.toUpperCase().padStart(26, '0');

/** The province, two cities (20 places each), a county of its own (8), and the unions below them (3). */
const tree: [
  name: string,
  parent: string | null,
  kind: OrganisationChanged['kind'],
  level: OrganisationChanged['level'],
][] = [
  ['ah', null, 'FEDERATION', 'PROVINCE'],
  ['hf', 'ah', 'FEDERATION', 'CITY'],
  ['wh', 'ah', 'FEDERATION', 'CITY'],
  ['gd', 'ah', 'FEDERATION', 'DIRECT_COUNTY'],
  ['mill', 'hf', 'GRASSROOTS_UNION', 'UNIT'],
  ['rail', 'hf', 'GRASSROOTS_UNION', 'UNIT'],
  ['port', 'wh', 'GRASSROOTS_UNION', 'UNIT'],
  ['tea', 'gd', 'GRASSROOTS_UNION', 'UNIT'],
  ['assoc', 'ah', 'ASSOCIATION', 'PROVINCE'],
];
const paths = new Map<string, string>();
for (const [name, parent] of tree) paths.set(name, `${parent === null ? '' : paths.get(parent)}${id(name)}.`);

export const org = (name: string): {id: string; path: string} => ({id: id(name), path: paths.get(name)!});
export const campaignId = id('contest');
export const intake = {opensAt: '2024-06-24T16:00:00.000Z', closesAt: '2024-07-31T15:59:59.999Z'};
export const screening = {opensAt: '2024-07-31T16:00:00.000Z', closesAt: '2024-08-06T15:59:59.999Z'};

const definition: Definition = {
  concours: 1,
  campaign: {
    key: 'contest',
    title: {zh: '歌手大赛', en: 'Singing contest'},
    timezone: 'Asia/Shanghai',
    owner: 'ah',
    hosting: [{role: 'SPONSORING', organisations: ['ah']}],
  },
  policies: {votes: 'ALLOWED', entryRanking: 'SHOWN', publicNotice: {workingDays: 5}},
  classes: [
    {key: 'city', name: {zh: '市总工会', en: 'City federation'}, kinds: ['FEDERATION'], levels: ['CITY']},
    {key: 'county', name: {zh: '直管县', en: 'Directly-run county'}, levels: ['DIRECT_COUNTY']},
    {key: 'member', name: {zh: '其他会员单位', en: 'Other member unit'}, kinds: ['GRASSROOTS_UNION']},
  ],
  stages: [
    {key: 'intake', name: '征集', kind: 'INTAKE', from: '2024-06-25', until: '2024-07-31T23:59:59'},
    {key: 'screening', name: '初评', kind: 'SCREENING', from: '2024-08-01', until: '2024-08-06'},
  ],
  tracks: [
    {
      key: 'song',
      name: {zh: '歌曲', en: 'Song'},
      kind: 'SONG',
      hosting: [],
      intake: 'intake',
      soloOnly: true,
      worksPerAuthor: 1,
      fields: [
        {key: 'phone', name: {zh: '联系电话', en: 'Phone'}, required: true, personal: true},
        {key: 'about', name: {zh: '简介', en: 'About'}, required: false, maxCharacters: 10},
        {
          key: 'voice',
          name: {zh: '唱法', en: 'Voice'},
          required: false,
          choices: [
            {zh: '民族', en: 'Folk'},
            {zh: '通俗', en: 'Pop'},
          ],
        },
      ],
      assets: [
        {
          key: 'video',
          name: {zh: '视频', en: 'Video'},
          role: 'VIDEO',
          required: true,
          types: ['mp4', 'mov'],
          aspect: {width: 9, height: 16, tolerance: 0.02},
          duration: {most: 300},
          size: {most: 31_457_280},
        },
        {key: 'cover', name: {zh: '封面', en: 'Cover'}, role: 'COVER', required: true, types: ['jpg', 'png', 'webp']},
        {
          key: 'score',
          name: {zh: '曲谱', en: 'Score'},
          role: 'DOCUMENT',
          required: false,
          count: 2,
          types: ['png', 'jpg'],
        },
      ],
      consent: {version: '2024-1', text: {zh: '同意展示', en: 'I consent'}},
      recommendation: {
        caps: [
          {class: 'city', most: 20},
          {class: 'county', most: 8},
          {class: 'member', most: 3},
        ],
      },
      screening: {stage: 'screening', atMost: 300},
    },
    {
      key: 'poem',
      name: {zh: '诗歌', en: 'Poem'},
      kind: 'TEXT',
      hosting: [],
      intake: 'intake',
      recommendation: {
        caps: [
          {class: 'city', most: 20},
          {class: 'county', most: 8},
          {class: 'member', most: 3},
        ],
      },
      screening: {stage: 'screening', atMost: 3},
    },
    {
      key: 'poster',
      name: {zh: '海报', en: 'Poster'},
      kind: 'POSTER',
      hosting: [],
      intake: 'intake',
      deadline: '2024-08-02',
      screening: {atMost: 10},
    },
  ],
};

export interface Fixture {
  service: SubmissionsService;
  clock: SettableClock;
  folder: string;
  close(): Promise<void>;
  applied(change?: Partial<DefinitionApplied>, version?: number): Promise<void>;
  /** Drafts of the poem track, which asks for no files. */
  poems(unit: string, count: number, handIn?: boolean): Promise<string[]>;
  seed(works: SeedWork[]): Promise<string[]>;
  events(type: string): Promise<OutboxRow[]>;
}

export async function fixture(engine: TestEngine): Promise<Fixture> {
  const place = await scratchPlace(engine, {entities, migrations});
  const folder = await mkdtemp(join(tmpdir(), 'concours-files-'));
  const log = createLogger('test', {level: 'silent'});
  const clock = new SettableClock('2024-07-01T00:00:00Z');
  const bus = inProcessBus(log);
  const settings = {filesDir: folder, maxUploadBytes: 40_000_000, linkSecret: 's'.repeat(40), vault: testVault()};
  const service = await compose({databaseUrl: place.url, bus, clock, log, settings});
  const deliver = async (type: string, subject: string, version: number, payload: object): Promise<void> => {
    const event = {id: newId(), type, subject, version, at: clock.now().toISOString(), source: 'test', payload};
    for (const consumer of service.consumes ?? []) if (consumer.types.includes(type)) await consumer.handle(event);
  };
  for (const [name, parent, kind, level] of tree) {
    const names = {zh: name, en: name};
    const payload: OrganisationChanged = {
      id: id(name),
      code: name,
      path: org(name).path,
      parentId: parent && id(parent),
      kind,
      level,
      name: names,
      shortName: names,
      closed: false,
    };
    await deliver('OrganisationChanged', id(name), 1, payload);
  }
  const applied = async (change: Partial<DefinitionApplied> = {}, version = 1): Promise<void> => {
    const payload: DefinitionApplied = {
      campaignId,
      key: 'contest',
      definitionVersion: 1,
      definition,
      ownerOrganisationId: id('ah'),
      ownerPath: org('ah').path,
      organisations: {},
      overrides: [],
      heldTracks: [],
      stages: [
        {key: 'intake', ...intake},
        {key: 'screening', ...screening},
      ],
      ...change,
    };
    await deliver('DefinitionApplied', campaignId, version, payload);
  };
  await applied();
  const poems = async (unit: string, count: number, handIn = true): Promise<string[]> => {
    const ids: string[] = [];
    for (let n = 1; n <= count; n++) {
      const input = {
        campaignId,
        trackKey: 'poem',
        organisationId: id(unit),
        title: `第${n}首`,
        author: `${unit} ${n}`,
        performers: 1,
        fields: [],
      };
      const {id: made} = await service.slices.submissions.create(system, {...input, check: () => undefined});
      if (handIn) await service.slices.submissions.handIn(system, made);
      ids.push(made);
    }
    return ids;
  };
  const events = (type: string) => service.database.read.find(OutboxRow, {where: {type}, order: {id: 'ASC'}});
  const close = async (): Promise<void> => {
    await service.stop?.();
    await bus.close();
    await service.database.close();
    await place.remove();
    await rm(folder, {recursive: true, force: true});
  };
  return {
    service,
    clock,
    folder,
    close,
    applied,
    poems,
    events,
    seed: (works) => service.seed.works(campaignId, works),
  };
}

export const system = systemCaller();

export const as = (role: Role, unit: string, within?: string): Caller =>
  accountWith(grantOf(role, org(unit).path, within));

/** What a refusal was, or that there was none. */
export async function codeOf(act: Promise<unknown>): Promise<string> {
  try {
    await act;
    return 'DONE';
  } catch (error) {
    return (error as {code?: string}).code ?? String(error);
  }
}

export {definition};
