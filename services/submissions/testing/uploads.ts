import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import type {Submission} from '../src/submissions/submission.js';
import type {Fixture} from './fixture.js';

/** What tus leaves behind once an upload is finished, without the network in between. */
export async function upload(f: Fixture, caller: Caller, content: Buffer, filename: string): Promise<string> {
  const id = newId();
  const folder = join(f.folder, 'uploads');
  const metadata = {filename, account: caller.id ?? ''};
  await writeFile(join(folder, id), content);
  const info = {id, size: content.length, offset: 0, metadata, creation_date: new Date().toISOString()};
  await writeFile(join(folder, `${id}.json`), JSON.stringify(info));
  return id;
}

export async function attach(
  f: Fixture,
  caller: Caller,
  submissionId: string,
  rule: string,
  content: Buffer,
  name: string,
): Promise<Submission> {
  return f.service.slices.assets.attach(caller, submissionId, rule, await upload(f, caller, content, name));
}
