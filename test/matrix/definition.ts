import {campaigns, codeOf, tracksOf, type CampaignKey} from './places.js';

const track = (key: string): string => `  - key: ${key}
    name: {zh: ${key}, en: ${key}}
    kind: PERFORMANCE
    hosting: [{role: ORGANISING, organisations: [p]}]
    duties: [{key: portal, name: {zh: 平台, en: Portal}}]
    workPlan: {}
    intake: intake
    fields:
      - {key: contact, name: {zh: 联系方式, en: Contact}, required: false, maxCharacters: 80, personal: true}
    assets:
      - {key: cover, name: {zh: 封面, en: Cover}, role: COVER, required: true, types: [png], severity: REJECT}
      - {key: paper, name: {zh: 附件, en: Paper}, role: DOCUMENT, required: false, types: [pdf], severity: REJECT}
    consent: {version: v1, text: {zh: 同意, en: Agreed}}
    recommendation: {caps: [{class: province, most: 50}, {class: city, most: 50}, {class: county, most: 50}]}
    screening: {stage: screening, atMost: 50}
`;

/** Three rounds a track: one that runs with a hidden vote and a panel, one that is frozen, and one that is published. */
const rounds = (key: string): string => `  - key: open-${key}
    name: {zh: 进行中, en: Running}
    track: ${key}
    entries: {shortlist: true}
    stage: judging
    ballot: {stage: vote, perDay: 10, marks: {atLeast: 1, atMost: 10}, visibility: HIDDEN, voters: [ACCOUNT, PARTNER_APP]}
    components:
      - {key: vote, name: {zh: 投票, en: Vote}, weight: 20, from: BALLOT, convert: {method: SHARE_OF_LEADER}}
      - {key: clerk, name: {zh: 才艺, en: Talent}, weight: 20, from: CLERK, most: 100}
      - key: judges
        name: {zh: 评委, en: Judges}
        weight: 60
        from: PANEL
        criteria: [{key: voice, name: {zh: 音色, en: Voice}, most: 100}]
        judges: {atLeast: 1, trim: 0}
    ties: [SUBMITTED_EARLIER, LOT]
${['frozen', 'past']
  .map(
    (state) => `  - key: ${state}-${key}
    name: {zh: 已结束, en: Over}
    track: ${key}
    entries: {shortlist: true}
    stage: early
    components: [{key: clerk, name: {zh: 得分, en: Points}, weight: 100, from: CLERK, most: 100}]
    ties: [SUBMITTED_EARLIER, LOT]
`,
  )
  .join('')}`;

export const definitionOf = (campaign: CampaignKey): string => `
concours: 1
campaign:
  key: matrix-${campaign.toLowerCase()}
  title: {zh: 矩阵 ${campaign}, en: Matrix ${campaign}}
  timezone: Asia/Shanghai
  owner: ${codeOf[campaigns[campaign]]}
  hosting: [{role: SPONSORING, organisations: [p]}]
notice:
  bodies: [${codeOf[campaigns[campaign]]}]
  addressees: [{text: {zh: 各单位, en: All units}, units: {below: p}}]
  annexes: [{key: form, name: {zh: 附件, en: Annex}}]
policies: {votes: ALLOWED, entryRanking: SHOWN, publicNotice: {workingDays: 1}}
classes:
  - {key: province, name: {zh: 省, en: Province}, kinds: [FEDERATION], levels: [PROVINCE]}
  - {key: city, name: {zh: 市, en: City}, kinds: [FEDERATION], levels: [CITY]}
  - {key: county, name: {zh: 县, en: County}, kinds: [FEDERATION], levels: [COUNTY]}
stages:
  - {key: intake, name: {zh: 征集, en: Intake}, kind: INTAKE, from: 2024-06-01, until: 2024-12-31}
  - {key: events, name: {zh: 填报, en: Reports}, kind: REPORTING, from: 2024-06-01, until: 2024-12-31}
  - {key: screening, name: {zh: 初评, en: Screening}, kind: SCREENING, from: 2024-06-01, until: 2024-12-31}
  - {key: early, name: {zh: 评审一, en: Judging 1}, kind: JUDGING, from: 2024-06-01, until: 2024-07-01}
  - {key: vote, name: {zh: 投票, en: Vote}, kind: VOTE, from: 2024-06-01, until: 2024-12-31}
  - {key: judging, name: {zh: 评审二, en: Judging 2}, kind: JUDGING, from: 2024-06-01, until: 2024-12-31}
  - {key: evening, name: {zh: 颁奖, en: Evening}, kind: SHOWCASE, from: TBA}
dates:
  - {key: works, name: {zh: 作品报送, en: Works}, kind: WORKS, at: 2024-11-30}
tracks:
${tracksOf(campaign).map(track).join('')}rounds:
${tracksOf(campaign).map(rounds).join('')}awards:
  - {key: first, name: {zh: 一等奖, en: First}, to: ENTRY, count: 1, by: {round: frozen-song}}
  - {key: units, name: {zh: 优秀组织奖, en: Units}, to: UNIT, count: 5}
plan:
  name: {zh: 计划, en: Plan}
  root: p
  metrics:
    - {key: events, name: {zh: 活动, en: Events}, unit: {zh: 场, en: events}, target: 20, count: {each: report}}
  reports: {stage: events, forms: [{key: talk, name: {zh: 宣讲, en: Talk}}]}
`;
