import {Refused} from './client.js';
import {asked, run} from './command.js';

const none = {campaignId: null, needsSecondPerson: false, problems: [], changes: []};
const nothing = {campaignImpact: [], workImpact: [], roundImpact: []};

async function said(args: string[], answers: Record<string, unknown>): Promise<{code: number; lines: string[]}> {
  const lines: string[] = [];
  const graph = {
    ask: <T>(query: string): Promise<T> => {
      const [name] = Object.keys(answers).filter((each) => query.includes(each));
      const answer = answers[name ?? ''];
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve({[name ?? '']: answer} as T);
    },
  };
  const what = asked(args);
  if (!what) throw new Error('not understood');
  return {code: await run(what, 'x', graph, (line) => lines.push(line)), lines};
}

describe('npm run campaign', () => {
  it.each([
    [['validate', 'a.yaml'], true],
    [['apply', 'a.yaml', '--reason', 'a holiday', '--propose'], true],
    [[], false],
    [['remove', 'a.yaml'], false],
    [['plan'], false],
    [['plan', 'a.yaml', 'b.yaml'], false],
    [['apply', 'a.yaml', '--reason'], false],
    [['apply', 'a.yaml', '--propose'], false],
    [['plan', 'a.yaml', '--propose', '--reason', 'x'], false],
  ])('%j is understood: %s', (args, isUnderstood) => expect(asked(args) !== null).toBe(isUnderstood));

  it('prints every problem with its line and column', async () => {
    const problems = [
      {line: 3, column: 5, code: 'KEY_REPEATED', message: 'a'},
      {line: 9, column: 1, code: 'WEIGHTS_NOT_100', message: 'b'},
    ];
    expect(await said(['apply', 'a.yaml'], {checkDefinition: {...none, ...nothing, problems}})).toEqual({
      code: 1,
      lines: ['a.yaml:3:5 KEY_REPEATED a', 'a.yaml:9:1 WEIGHTS_NOT_100 b', '2 problem(s); nothing was changed.'],
    });
  });

  it('prints changes as a tree, and what they touch', async () => {
    const stage = 'stage "Intake"';
    const changes = [
      {kind: 'CHANGED', where: [stage, 'end'], words: 'end moved'},
      {kind: 'ADDED', where: [stage, 'tentative'], words: 'tentative'},
      {kind: 'REMOVED', where: ['award "A"'], words: 'no award'},
    ];
    const workImpact = [{place: 'tracks[a]', code: 'TRACK_GONE', count: 2, samples: ['a-1'], message: '2 works'}];
    const plan = {...none, ...nothing, campaignId: 'c', changes, workImpact, needsSecondPerson: true};
    expect(await said(['plan', 'a.yaml'], {checkDefinition: plan})).toEqual({
      code: 0,
      lines: [
        '3 change(s):',
        '  stage "Intake"',
        '    ~ end moved',
        '    + tentative',
        '  - no award',
        'It touches what is there already:',
        '  ! tracks[a] TRACK_GONE 2 works (a-1)',
        'A stage has opened: a second person has to approve.',
      ],
    });
  });

  it.each([
    ['applies', ['apply', 'a.yaml'], {applyDefinition: {key: 'a', definitionVersion: 2}}, 0, 'Applied: a, version 2.'],
    [
      'proposes',
      ['apply', 'a.yaml', '--propose', '--reason', 'x'],
      {proposeDefinition: {id: 'P'}},
      0,
      'Proposed as P: it is applied when a second person approves.',
    ],
    [
      'says how to go on',
      ['apply', 'a.yaml'],
      {applyDefinition: new Refused({code: 'SECOND_PERSON_NEEDED', text: 'no'})},
      3,
      'Propose it: add --propose --reason "why".',
    ],
    [
      'says that nobody answers',
      ['apply', 'a.yaml'],
      {applyDefinition: new TypeError('fetch failed')},
      4,
      "The platform can't be reached: fetch failed",
    ],
  ])('%s', async (_, args, answers, code, last) => {
    const answer = await said(args, {checkDefinition: {...none, ...nothing}, ...answers});
    expect([answer.code, answer.lines.at(-1)]).toEqual([code, last]);
  });
});
