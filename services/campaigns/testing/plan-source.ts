interface Written {
  key: string;
  owner: string;
  root: string;
  /** One line for each, as in the file. */
  metrics: readonly string[];
  parents?: string;
  allocation?: string;
}

/** A campaign with a plan and nothing else worth a word. */
export function planOnly({key, owner, root, metrics, parents = '', allocation = ''}: Written): string {
  return `concours: 1
campaign:
  key: ${key}
  title: {zh: 计划, en: Plan}
  timezone: Asia/Shanghai
  owner: ${owner}
  hosting: [{role: SPONSORING, organisations: [${owner}]}]
${parents}
policies: {votes: OFF, entryRanking: HIDDEN, publicNotice: {workingDays: 5}, retention: {days: 180}}
stages:
  - {key: events, name: {zh: 填报, en: Reports}, kind: REPORTING, from: 2022-01-01, until: 2022-12-31}
tracks:
  - {key: cases, name: {zh: 案例, en: Cases}, kind: CASE, hosting: []}
plan:
  name: {zh: 计划, en: Plan}
  root: ${root}
  metrics:
${metrics.map((metric) => `    - ${metric}\n`).join('')}${allocation}
  reports: {stage: events, forms: [{key: quiz, name: {zh: 知识竞赛, en: Quiz}}]}
`;
}
