/** What a campaign begins with that is written from nothing: the least that can be applied, once the organisations are filled in. */
export const blankDefinition = (key: string, year: string): string => `# 新活动 / A new campaign
concours: 1

campaign:
  key: ${key}
  title: {zh: 活动名称, en: Title of the campaign}
  year: ${year}
  timezone: Asia/Shanghai
  owner: code # 单位代码，例如 ah / the code of the organisation, such as ah
  hosting:
    - {role: SPONSORING, organisations: [code]}

policies:
  votes: OFF # 是否允许网络投票：OFF、LIMITED、ALLOWED / whether votes are allowed
  entryRanking: HIDDEN
  publicNotice: {workingDays: 5}

stages:
  - key: intake
    name: {zh: 征集, en: Intake}
    kind: INTAKE
    from: TBA # 待定 / to be announced
    until: TBA

tracks:
  - key: photo
    name: {zh: 摄影, en: Photographs}
    kind: PHOTO
    hosting: []
    intake: intake
`;
