import {progressOf, stepOf} from './import-state';
import {uploadAddress, uploadFile} from './upload-file';

test.each([
  [
    {state: 'READING', rowCount: 0, rowTotal: 0},
    {done: 0, of: null},
  ],
  [
    {state: 'READING', rowCount: 500, rowTotal: 2_000},
    {done: 500, of: 2_000},
  ],
  [
    {state: 'APPLYING', rowCount: 2_000, rowTotal: 2_000, appliedCount: 400, toApplyCount: 1_200},
    {done: 400, of: 1_200},
  ],
] as const)('%o is as far as %o', (job, far) => {
  expect(progressOf({appliedCount: 0, toApplyCount: 0, ...job})).toEqual(far);
});

test('an import that failed stays at its first step', () => {
  expect((['UPLOADED', 'READING', 'FAILED', 'CHECKED', 'APPLYING', 'DONE'] as const).map(stepOf)).toEqual([
    0, 0, 0, 1, 2, 3,
  ]);
});

/** As much of a request as is used. */
function request(status: number, response: unknown) {
  const made = {
    opened: [] as string[],
    upload: {} as {onprogress?: (event: {loaded: number; total: number}) => void},
    status,
    response,
    open: (...opened: string[]) => void made.opened.push(...opened),
    send: () => {
      made.upload.onprogress?.({loaded: 1, total: 4});
      made.onload?.();
    },
    abort: () => made.onabort?.(),
    onload: undefined as (() => void) | undefined,
    onabort: undefined as (() => void) | undefined,
  };
  return made;
}

test('a file goes up under its name, and answers the import it has become', async () => {
  const made = request(201, {id: 'i1'});
  const shares: number[] = [];
  const address = uploadAddress('甲 & 乙.csv', 'ADD');
  const sent = uploadFile(
    address,
    new Blob(['a']),
    (share) => shares.push(share),
    () => made as unknown as XMLHttpRequest,
  );
  expect(await sent.done).toEqual({id: 'i1'});
  expect(made.opened).toEqual(['POST', '/imports/organisations?name=%E7%94%B2+%26+%E4%B9%99.csv&mode=ADD']);
  expect(shares).toEqual([0.25]);
});

test('a refusal of a file is read like one of the graph', async () => {
  const answer = {code: 'ORGANISATION_IMPORT_TOO_MANY', text: {zh: '甲', en: 'a'}, facts: {most: 10}};
  const made = request(400, answer);
  const sent = uploadFile(
    '/x',
    new Blob(['a']),
    () => undefined,
    () => made as unknown as XMLHttpRequest,
  );
  await expect(sent.done).rejects.toEqual({extensions: answer});
});
