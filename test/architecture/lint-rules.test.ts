import {spawnSync} from 'node:child_process';
import {join, resolve} from 'node:path';

const root = resolve(__dirname, '../..');

const offences = `
export const port = process.env.PORT;
export function first(list: any): unknown { return list; }
// eslint-disable-next-line no-var
export var late = 1;
// @ts-expect-error
export const wrong: number = 'x';
async function save(): Promise<void> {}
export function leave(): void { save(); }
`;

test('lint refuses process.env, any, a suppression without its reason and a forgotten await', () => {
  const lint = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/eslint/bin/eslint.js'),
      ...['-c', 'test/architecture/eslint.config.mjs', '--format', 'json'],
      // A file that exists, so that the type-aware rules have a program to look in; its own text is not read.
      ...['--stdin', '--stdin-filename', 'schema/src/events.ts'],
    ],
    // In a single run the parser would take the text from the disk.
    {cwd: root, input: offences, encoding: 'utf8', env: {...process.env, TSESTREE_SINGLE_RUN: 'false'}},
  );
  const [{messages}] = JSON.parse(lint.stdout) as {messages: {ruleId: string; line: number}[]}[];
  expect(messages.map(({ruleId, line}) => [line, ruleId])).toEqual([
    [2, 'no-restricted-properties'],
    [3, '@typescript-eslint/no-explicit-any'],
    [4, 'comments/require-description'],
    [6, '@typescript-eslint/ban-ts-comment'],
    [9, '@typescript-eslint/no-floating-promises'],
  ]);
  // It reads the types of the whole repository.
}, 120_000);
