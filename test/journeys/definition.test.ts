import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {execFile} from 'node:child_process';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {openHouse, PASSWORD, type House, type Person} from './house.js';

const file = `# 活动 / a campaign
concours: 1
campaign:
  key: poems-2024
  title: {zh: 诗歌 2024, en: Poems 2024}
  year: 2024
  timezone: Asia/Shanghai
  owner: ah # 归口
  hosting: [{role: SPONSORING, organisations: [ah]}]
policies: {votes: 'OFF', entryRanking: HIDDEN, publicNotice: {workingDays: 5}} # five
stages:
  - {key: intake, name: {zh: 征集, en: Intake}, kind: INTAKE, from: 2024-06-01, until: 2024-06-30} # 六月
tracks:
  - key: poem
    name: {zh: 诗歌, en: Poems}
    kind: TEXT
    hosting: []
    fields: [{key: about, name: {zh: 简介, en: About}, required: false}] # nothing else is asked
    screening: {atMost: 10}
`;
const IMPACT = '{code place count samples}';
const CHECK = `query ($source: String!) {checkDefinition(source: $source) {
  applicable needsSecondPerson problems {line column code} changes {words(language: EN)}
  campaignImpact ${IMPACT} workImpact ${IMPACT} roundImpact ${IMPACT} }}`;
const APPLY = 'mutation ($source: String!) {applyDefinition(source: $source) {id definitionVersion}}';
const PROPOSE = 'mutation ($source: String!) {proposeDefinition(source: $source, reason: "too few") {id}}';
const APPROVE = 'mutation ($id: ID!) {approveDefinition(proposalId: $id) {definitionVersion}}';
const WAIVE =
  'mutation ($id: ID!, $c: ID!, $o: ID!) {waiveSecondPerson(proposalId: $id, campaignId: $c, organisationId: $o, reason: "a small house")}';

interface Checked {
  checkDefinition: {
    applicable: boolean;
    needsSecondPerson: boolean;
    problems: {line: number; code: string}[];
    changes: {words: string}[];
    workImpact: {code: string; place: string; count: number; samples: string[]}[];
  };
}

/** A definition's life through the gateway: checked, applied, and changed by two persons once works are in. */
describe('a definition', () => {
  let house: House;
  let owner: Person, reporter: Person;
  let campaignId: string;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'concours-campaign-'));
    house = await openHouse('2024-05-20T09:00:00+08:00');
    const unit = (code: string, parentCode: string, kind: string, level: string) => ({
      ...{code, parentCode, kind, level, nameZh: `单位 ${code}`},
    });
    await house.organise([
      unit('ah', 'acftu', 'FEDERATION', 'PROVINCE'),
      unit('ah.mill', 'ah', 'GRASSROOTS_UNION', 'UNIT'),
    ]);
    owner = await house.person('owner', 'CAMPAIGN_OWNER', 'ah');
    reporter = await house.person('reporter', 'UNIT_REPORTER', 'ah.mill');
  }, 120_000);
  afterAll(async () => {
    await house?.close();
    rmSync(folder, {recursive: true, force: true});
  });

  const check = async (source: string) => (await owner.ask<Checked>(CHECK, {source})).checkDefinition;
  const command = (...args: string[]) =>
    new Promise<{code: number; out: string}>((resolve) => {
      const script = path.resolve(__dirname, '../../services/embedded/dist/src/campaign-command.js');
      const env = {
        ...process.env,
        CONCOURS_URL: `http://127.0.0.1:${house.platform.port}`,
        CONCOURS_USER: 'owner',
        CONCOURS_PASSWORD: PASSWORD,
      };
      execFile(process.execPath, [script, ...args], {env}, (error, stdout, stderr) =>
        resolve({code: Number(error?.code ?? 0), out: stdout + stderr}),
      );
    });

  test('is validated, planned and applied from a file by command, before anything has begun', async () => {
    const name = path.join(folder, 'poems.yaml');
    writeFileSync(name, file.replace('kind: INTAKE', 'kind: NOTHING'));
    const wrong = await command('validate', name);
    expect(wrong.code).toBe(1);
    expect(wrong.out).toMatch(/poems\.yaml:12:\d+ /);
    writeFileSync(name, file);
    expect(await command('plan', name)).toMatchObject({code: 0, out: 'It begins a new campaign.\n'});
    const applied = await command('apply', name);
    expect([applied.code, applied.out]).toEqual([0, expect.stringContaining('Applied: poems-2024, version 1.')]);
    const {campaign} = await house.anybody.ask<{campaign: {id: string}}>('{campaign(key: "poems-2024") {id}}');
    campaignId = campaign.id;
    await house.eventually('the campaign where works are handed in', async () => {
      const {submissions} = house.platform.services;
      return (await submissions.slices.campaigns.find(campaignId)) !== null;
    });
  });

  test('is changed by one alone while nothing has opened, with its comments kept', async () => {
    const EDIT =
      'query ($source: String!, $edits: [DefinitionEdit!]!) {editDefinition(source: $source, edits: $edits) {source}}';
    const edits = [{path: 'policies.publicNotice.workingDays', value: 6}];
    const {editDefinition} = await owner.ask<{editDefinition: {source: string}}>(EDIT, {source: file, edits});
    expect(editDefinition.source).toBe(file.replace('workingDays: 5', 'workingDays: 6'));
    const {applyDefinition} = await owner.ask<{applyDefinition: {definitionVersion: number}}>(APPLY, editDefinition);
    expect(applyDefinition.definitionVersion).toBe(2);
  });

  test('tells from every service what it would break of what was handed in', async () => {
    house.clock.set('2024-06-05T09:00:00+08:00');
    const input = {campaignId, trackKey: 'poem', organisationId: house.idOf('ah.mill'), title: '诗', author: '作者'};
    const {createSubmission} = await reporter.ask<{createSubmission: {id: string}}>(
      'mutation ($input: SubmissionInput!) {createSubmission(input: $input) {id}}',
      {input: {...input, performers: 1, fields: []}},
    );
    await reporter.ask('mutation ($id: ID!) {handIn(submissionId: $id) {id}}', {id: createSubmission.id});
    const stricter = file.replace('required: false', 'required: true');
    expect(await check(stricter)).toMatchObject({
      ...{applicable: true, needsSecondPerson: true},
      workImpact: [{code: 'FIELD_MISSING', place: 'tracks[poem].fields[about]', count: 1, samples: ['poem-0001']}],
    });
    const stranger = await house.person('stranger', 'CAMPAIGN_OWNER', 'ah.mill');
    const asked = await stranger.ask<Checked>(CHECK, {source: stricter});
    expect(asked.checkDefinition.workImpact).toEqual([]);
  });

  test('needs a second person from then on, unless nobody else could', async () => {
    const source = file.replace('until: 2024-06-30', 'until: 2024-07-15');
    expect(await owner.refused(APPLY, {source})).toBe('SECOND_PERSON_NEEDED');
    const {proposeDefinition} = await owner.ask<{proposeDefinition: {id: string}}>(PROPOSE, {source});
    const {id} = proposeDefinition;
    expect(await owner.refused(APPROVE, {id})).toBe('SECOND_PERSON_NEEDED');
    // the administrator above could
    const about = {id, c: campaignId, o: house.idOf('ah')};
    expect(await owner.refused(WAIVE, about)).toBe('SECOND_PERSON_THERE');
    const {approveDefinition} = await house.admin.ask<{approveDefinition: {definitionVersion: number}}>(APPROVE, {id});
    expect(approveDefinition.definitionVersion).toBe(3);
    const {campaign} = await house.anybody.ask<{campaign: {ruleChanges: unknown; stages: {closesAt: string}[]}}>(
      '{campaign(key: "poems-2024") {stages {closesAt} ruleChanges(first: 5) {nodes {version reason appliedBy changed {words(language: EN)}}}}}',
    );
    expect(campaign.stages[0]?.closesAt).toBe('2024-07-15T15:59:59.999Z');
    expect(campaign.ruleChanges).toEqual({
      nodes: [
        {
          ...{version: 3, reason: 'too few', appliedBy: null},
          changed: expect.arrayContaining([{words: 'Stage "Intake", end: from 2024-06-30 to 2024-07-15'}]) as unknown,
        },
      ],
    });
  });

  test('is approved by one alone where organisations find nobody else', async () => {
    // at the root only the administrator could apply
    const own = file.replace('poems-2024', 'root-2024').replace('owner: ah', 'owner: acftu');
    const {applyDefinition} = await house.admin.ask<{applyDefinition: {id: string}}>(APPLY, {source: own});
    const source = own.replace('workingDays: 5', 'workingDays: 7');
    const {proposeDefinition} = await house.admin.ask<{proposeDefinition: {id: string}}>(PROPOSE, {source});
    const {id} = proposeDefinition;
    await house.admin.ask(WAIVE, {id, c: applyDefinition.id, o: house.idOf('acftu')});
    await house.eventually('the waiver at the proposal', async () => {
      const {errors} = await house.admin.send(APPROVE, {id});
      return errors === undefined;
    });
  });

  test('becomes next year', async () => {
    const {cloneDefinition} = await owner.ask<{cloneDefinition: string}>(
      'query ($id: ID!) {cloneDefinition(campaignId: $id, key: "poems-2025", year: 2025)}',
      {id: campaignId},
    );
    expect(cloneDefinition.match(/#.*$/gm)).toEqual(file.match(/#.*$/gm));
    expect(cloneDefinition).toContain('from: 2025-06-01, until: 2025-07-15} # 六月');
    expect(cloneDefinition).toContain('title: {zh: 诗歌 2025, en: Poems 2025}');
    const {applyDefinition} = await owner.ask<{applyDefinition: {id: string}}>(APPLY, {source: cloneDefinition});
    const {compareDefinitions} = await house.anybody.ask<{compareDefinitions: {words: string}[]}>(
      'query ($a: ID!, $b: ID!) {compareDefinitions(before: {campaignId: $a}, after: {campaignId: $b}) {words(language: EN)}}',
      {a: campaignId, b: applyDefinition.id},
    );
    expect(compareDefinitions.map(({words}) => words)).toEqual(
      expect.arrayContaining(['Campaign, year: from 2024 to 2025']),
    );
  });
});
