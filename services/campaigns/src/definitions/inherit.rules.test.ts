import type {DefinitionFile} from '@concours/schema/definition/definition';
import {stringify} from 'yaml';
import {smallDefinition} from '../../testing/small-definition.js';
import {checkSource} from './definition.check.js';
import {settle} from './settle.rules.js';
import {unsetWeights, weightless} from './weights.rules.js';

const organisations = (codes: readonly string[]) =>
  Promise.resolve(new Map(codes.map((code) => [code, {path: code === 'ah' ? 's1.' : 's1.s2.'}])));

const above: DefinitionFile = {...smallDefinition(), ruleSets: [{key: 'common', name: 'Common', fields: []}]};
above.campaign.key = 'above';

const child = (more: string, inherits = 'stages, tracks, classes') => `concours: 1
campaign:
  key: below
  title: Below
  timezone: Asia/Shanghai
  owner: ah
  hosting: [{role: SPONSORING, organisations: [ah]}]
  parents:
    - campaign: above
      inherit:
${inherits
  .split(', ')
  .map((section) => `        - {section: ${section}}`)
  .join('\n')}
policies: {votes: ALLOWED, entryRanking: SHOWN, publicNotice: {workingDays: 5}}
${more}`;

const check = (source: string, files: DefinitionFile[] = [above]) =>
  checkSource(source, {
    organisations,
    campaigns: () => Promise.resolve(new Map(files.map((file) => [file.campaign.key, file]))),
  });
const told = async (source: string, files?: DefinitionFile[]) =>
  (await check(source, files)).problems.map(({line, code, path}) => `${line} ${code} ${path}`);

describe('what a campaign takes over from the one above', () => {
  it('is in it before its shape is checked, so that it may leave a whole section to it', async () => {
    const {problems, file} = await check(child(''));
    expect(problems).toEqual([]);
    expect(file?.stages).toEqual(above.stages);
    expect(file?.tracks).toEqual(above.tracks);
    expect(file?.plan).toBeUndefined();
  });

  it('is overridden by key, property by property, and keeps the order of the campaign above', async () => {
    const own = 'stages:\n  - {key: own, name: Own, kind: OTHER}\n  - {key: vote, until: 2024-07-20}\n';
    const {problems, definition} = await check(child(own));
    expect(problems).toEqual([]);
    expect(definition?.stages.map(({key, from, until}) => [key, from, until])).toEqual([
      ['intake', '2024-06-01', '2024-06-30'],
      ['vote', '2024-07-01', '2024-07-20'],
      ['reports', '2024-06-01', '2024-06-30'],
      ['own', undefined, undefined],
    ]);
  });

  it('can be some of a section', async () => {
    const source = child('').replace('{section: stages}', '{section: stages, only: [intake]}');
    expect((await check(source)).file?.stages.map(({key}) => key)).toEqual(['intake']);
    const except = child('').replace('{section: stages}', '{section: stages, except: [vote]}');
    expect((await check(except)).file?.stages.map(({key}) => key)).toEqual(['intake', 'reports']);
  });

  it('goes into a plan of its own: metrics and forms', async () => {
    const plan = 'plan: {name: Plan, root: ah}\n';
    const {problems, file} = await check(child(plan, 'stages, tracks, classes, metrics, forms'));
    expect(problems).toEqual([]);
    expect(file?.plan?.metrics).toEqual(above.plan?.metrics);
    expect(file?.plan?.reports.forms).toEqual(above.plan?.reports.forms);
  });

  it('is wrong at the item where it is overridden wrongly, and at the line that takes it over otherwise', async () => {
    const own = 'stages:\n  - {key: own, name: Own, kind: OTHER}\n  - {key: vote, until: 2024-06-20}\n';
    expect(await told(child(own))).toEqual(['17 WINDOW_REVERSED stages[1].until']);
    expect(await told(child('', 'stages, tracks'))).toEqual([
      '12 CLASS_UNKNOWN campaign.parents[0].inherit[1]',
      '12 CLASS_UNKNOWN campaign.parents[0].inherit[1]',
    ]);
    const {problems} = await check(child('', 'stages, tracks'));
    expect(problems[0].text.zh).toContain('tracks[song].recommendation.caps[0].class');
    expect(problems[0].text.en).toContain('tracks[song].recommendation.caps[0].class');
  });

  it.each([
    [
      'of which it has none',
      child('', 'stages, tracks, classes, dates'),
      ['14 INHERIT_NOTHING campaign.parents[0].inherit[3].section'],
    ],
    [
      'of a plan without one of its own',
      child('', 'stages, tracks, classes, metrics'),
      ['14 INHERIT_PLAN_MISSING campaign.parents[0].inherit[3].section'],
    ],
    [
      'by a key that is none',
      child('').replace('{section: stages}', '{section: stages, except: [x]}'),
      ['11 INHERIT_UNKNOWN campaign.parents[0].inherit[0].except[0]'],
    ],
    [
      'of another kind',
      child('').replace('{section: classes}', '{section: rounds}'),
      expect.arrayContaining(['13 VALUE_UNKNOWN campaign.parents[0].inherit[2].section']),
    ],
  ])('can not be something %s', async (_, source, expected) => {
    expect(await told(source)).toEqual(expected);
  });

  it('comes from nowhere while the campaign above is unknown', async () => {
    expect(await told(child(''), [])).toEqual(['9 PARENT_UNKNOWN campaign.parents[0].campaign']);
  });

  it('never leads back: a campaign that stands below can not be above', async () => {
    const below = {...smallDefinition()};
    below.campaign = {...below.campaign, key: 'below'};
    const ring: DefinitionFile = {...above, campaign: {...above.campaign, parents: [{campaign: 'middle'}]}};
    const middle = {...below, campaign: {...below.campaign, key: 'middle', parents: [{campaign: 'below'}]}};
    expect(await told(child(''), [ring, middle])).toEqual(['9 PARENT_RING campaign.parents[0].campaign']);
  });

  it.each([
    'parents: x',
    'parents: [x]',
    'parents: [{campaign: above, inherit: x}]',
    'parents: [{campaign: above, inherit: [x]}]',
  ])('%s is told as a wrong shape', async (parents) => {
    const source = stringify(smallDefinition()).replace('campaign:\n', `campaign:\n  ${parents}\n`);
    const codes = (await check(source)).problems.map(({code}) => code);
    expect(codes.length).toBeGreaterThan(0);
    expect(codes.every((code) => ['TYPE_WRONG', 'SHAPE_WRONG'].includes(code))).toBe(true);
  });
});

describe('what is in force', () => {
  const file = () => {
    const written = smallDefinition();
    written.tracks[0].rules = ['common'];
    written.ruleSets = [{key: 'common', name: 'Common', fields: [{key: 'contact', name: 'Contact', required: true}]}];
    return written;
  };

  it('has the fields of rule sets in the tracks that take them over', () => {
    const {tracks, ...rest} = settle(file());
    expect(tracks[0].fields?.map(({key}) => key)).toEqual(['contact']);
    expect([tracks[0], rest]).toEqual([
      expect.not.objectContaining({rules: expect.anything() as unknown}),
      expect.not.objectContaining({ruleSets: expect.anything() as unknown}),
    ]);
  });

  it('leaves out a round whose weights nobody has set, and whatever follows from it', () => {
    const written = smallDefinition();
    written.rounds![0].components[0].weight = 'TBA';
    expect([...weightless(written.rounds!)]).toEqual(['semi', 'final']);
    expect(settle(written)).toMatchObject({rounds: [], awards: []});
    written.rounds![0].components[0].weight = 40;
    written.rounds![1].components[0].weight = 'TBA';
    const {rounds, awards} = settle(written);
    expect(rounds?.map(({key, cut}) => [key, cut])).toEqual([['semi', {to: 30, mode: 'EXACTLY'}]]);
    // "popular" comes after "best", which waits for the final
    expect(awards).toEqual([]);
  });

  it('says which weights are open and what they hold closed', () => {
    const written = smallDefinition();
    expect(unsetWeights(written)).toEqual([]);
    written.rounds![0].components[0].weight = 'TBA';
    expect(unsetWeights(written)).toMatchObject([
      {
        id: 'WEIGHT_UNSET:semi',
        place: 'rounds[semi].components',
        holds: {stages: ['vote'], tracks: [], plan: false},
      },
    ]);
  });
});
