import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {systemCaller} from '@concours/kernel/identity';
import type {TestEngine} from '@concours/kernel/testing/scratch-database';
import {execute} from '@concours/kernel/testing/execute';
import type {OrganisationKind, OrganisationLevel} from '@concours/schema/organisation.kinds';
import type {Campaign} from '../src/campaigns/campaign.js';
import {definitionFile, type World, world} from './world.js';

const kinds: Record<string, OrganisationKind> = {
  总工会: 'FEDERATION',
  产业工会: 'INDUSTRY_UNION',
  机关工会: 'ORGAN_UNION',
  直属工会: 'DIRECT_UNION',
  网信部门: 'CYBERSPACE_OFFICE',
  媒体: 'MEDIA',
  企业: 'COMPANY',
  协会: 'ASSOCIATION',
  部门: 'DEPARTMENT',
};
const levels: Record<string, OrganisationLevel> = {
  全国: 'NATIONAL',
  省级: 'PROVINCE',
  市级: 'CITY',
  省直管县: 'DIRECT_COUNTY',
  县区: 'COUNTY',
  开发区: 'ZONE',
  乡镇街道: 'TOWN',
  基层单位: 'UNIT',
};
const HEAD = '代码,名称,英文名,简称,英文简称,上级代码,类型,层级,别名';

/** What the graph shows to everybody of a campaign that is applied. */
export interface Shown {
  title: string;
  theme: string | null;
  noticeNumber: string | null;
  issuedOn: string | null;
  hosting: Hosting[];
  tracks: {key: string; kind: string; name: string; hosting: Hosting[]; deadline: string | null}[];
  stages: {
    key: string;
    kind: string;
    state: string;
    opensAt: string | null;
    closesAt: string | null;
    stated: string | null;
  }[];
  plan: {
    sums: number[];
    columns: {key: string}[];
    rows: {organisation: {id: string} | null; cells: {metric: {key: string}; target: number | null}[]}[];
  } | null;
}
interface Hosting {
  role: string;
  organisations: {id: string}[];
}

const SHOWN = `query ($id: ID!) {campaign(id: $id) {
  title theme noticeNumber issuedOn hosting {role organisations {id}} stages {key kind state opensAt closesAt stated}
  tracks {key kind name hosting {role organisations {id}} deadline}
  plan {sums columns {key} rows {organisation {id} cells {metric {key} target}}}}}`;

/** A world with the trees that the notices name, in which definition files are applied as they lie in the repository. */
export async function proof(engine: TestEngine, at: string, ...trees: string[]) {
  const w = await world(engine, at);
  const names = new Map<string, string>();
  for (const tree of trees) await plant(w, tree, names);

  /** The code of a body by its name, its short name or an alias, as the notice prints it. */
  const coded = (name: string): string => {
    const code = names.get(name);
    if (code === undefined) throw new Error(`no tree names ${name}`);
    return code;
  };
  const codeById = (id: string): string => [...w.tree.values()].find((unit) => unit.id === id)?.code ?? id;
  const apply = async (key: string) => w.slices.definitions.apply(systemCaller(), definitionFile(key), 'the notice');
  const shown = async (id: string): Promise<Shown> =>
    (await execute(w.service, {query: SHOWN, variables: {id}})).expectData().campaign as Shown;
  /** Applied, and signed by every body that issues it, so that it is public (R126). */
  const issue = async (key: string): Promise<Campaign> => {
    const applied = await apply(key);
    for (const body of applied.bodyIds())
      await w.slices.signing.sign(systemCaller(), applied.id, body, applied.definitionVersion);
    return w.slices.campaigns.one(systemCaller(), applied.id);
  };
  /** Hosts in the roles they are asked for, as codes. */
  const hosts = (hosting: Hosting[], role: string): string[] =>
    hosting
      .filter((entry) => entry.role === role)
      .flatMap(({organisations}) => organisations.map(({id}) => codeById(id)));

  return {w, apply, issue, shown, coded, codeById, hosts, close: () => w.close()};
}

export type Proof = Awaited<ReturnType<typeof proof>>;

async function plant(w: World, tree: string, names: Map<string, string>): Promise<void> {
  const lines = readFileSync(join(__dirname, `../definitions/organisations/${tree}.csv`), 'utf8')
    .trim()
    .split('\n');
  if (lines[0] !== HEAD) throw new Error(`${tree}.csv has other columns`);
  for (const line of lines.slice(1)) {
    const [code, zh, en, shortZh, shortEn, parent, kind, level, alias] = line.split(',');
    for (const name of [zh, shortZh, alias]) if (name) names.set(name, code);
    if (w.tree.has(code)) continue;
    await w.grow(code, parent === '' ? null : parent, {
      ...{kind: kinds[kind], level: levels[level]},
      name: {zh, en},
      shortName: {zh: shortZh, en: shortEn},
    });
  }
}
