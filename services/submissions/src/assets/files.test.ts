import {createHash} from 'node:crypto';
import {access, mkdir, readdir, rm, utimes, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {anonymous, type Caller} from '@concours/kernel/identity';
import {createLogger} from '@concours/kernel/log';
import {engines} from '@concours/kernel/testing/scratch-database';
import {begin, filesOver, goOn, where} from '../../testing/files-client.js';
import {as, campaignId, codeOf, fixture, type Fixture, org} from '../../testing/fixture.js';
import {
  html,
  inMoov,
  jpegWithPosition,
  moviePlaces,
  padded,
  png,
  svg,
  video,
} from '@concours/kernel/testing/sample-media';
import {attach, upload} from '../../testing/uploads.js';
import {Asset} from './asset.js';
import {FileLinks} from '@concours/kernel/files/file-links';
import {TusUploads} from '@concours/kernel/files/tus-uploads';

const reporter = as('UNIT_REPORTER', 'mill');
const MOST = 31_457_280;

describe.each(engines)('files on %s', (engine) => {
  let f: Fixture;
  let files: Awaited<ReturnType<typeof filesOver>>;
  beforeAll(async () => {
    f = await fixture(engine);
    files = await filesOver(f);
  });
  afterAll(async () => {
    await files.close();
    await f.close();
  });
  const draft = async (): Promise<string> => {
    const input = {
      campaignId,
      trackKey: 'song',
      organisationId: org('mill').id,
      title: '歌',
      author: '甲',
      performers: 1,
      fields: [],
    };
    return (await f.service.slices.submissions.create(reporter, {...input, check: () => undefined})).id;
  };
  const put = async (content: Buffer, name = 'a.mp4', caller: Caller = reporter): Promise<string> => {
    const {headers} = await files.ask(caller, begin(content.length, name));
    const path = String(headers.location);
    await files.ask(caller, goOn(path, 0, content));
    return path.split('/').at(-1)!;
  };

  describe('that are attached', () => {
    it.each([
      ['an upright mp4', 'video', () => video(), 'DONE'],
      ['a mov', 'video', () => video({container: 'mov'}), 'DONE'],
      [
        'a landscape file that is turned upright',
        'video',
        () => video({width: 320, height: 180, rotation: 90}),
        'DONE',
      ],
      ['a landscape one', 'video', () => video({width: 320, height: 180}), 'ASSET_NOT_UPRIGHT'],
      ['an upright one that a player lays down', 'video', () => video({rotation: 270}), 'ASSET_NOT_UPRIGHT'],
      ['a square', 'video', () => video({width: 180, height: 180}), 'ASSET_NOT_UPRIGHT'],
      ['an upright one of another shape', 'video', () => video({width: 180, height: 240}), 'ASSET_ASPECT_WRONG'],
      ['5:00.0', 'video', () => video({seconds: 300}), 'DONE'],
      ['5:00.02, which the padding of the sound makes', 'video', () => video({seconds: 300.02}), 'DONE'],
      ['5:00.1', 'video', () => video({seconds: 300.1}), 'ASSET_TOO_LONG'],
      ['30 M to the byte', 'video', async () => padded(await video(), MOST), 'DONE'],
      ['one byte more', 'video', async () => padded(await video(), MOST + 1), 'ASSET_TOO_LARGE'],
      ['half a video', 'video', async () => (await video()).subarray(0, 3000), 'ASSET_TRUNCATED'],
      ['nothing at all', 'video', () => Promise.resolve(Buffer.alloc(0)), 'ASSET_EMPTY'],
      ['a page that is named mp4', 'video', () => Promise.resolve(html), 'ASSET_TYPE_WRONG'],
      ['a picture that is named mp4', 'video', () => Promise.resolve(png()), 'ASSET_TYPE_WRONG'],
      ['a picture', 'cover', () => Promise.resolve(png()), 'DONE'],
      ['a drawing with a script that is named png', 'cover', () => Promise.resolve(svg), 'ASSET_TYPE_WRONG'],
      ['a page that is named jpg', 'cover', () => Promise.resolve(html), 'ASSET_TYPE_WRONG'],
      ['a video for a cover', 'cover', () => video(), 'ASSET_TYPE_WRONG'],
      [
        'a picture of 2.5 gigapixels',
        'cover',
        () => Promise.resolve(png(9, 16, {width: 50_000, height: 50_000})),
        'ASSET_TOO_MANY_PIXELS',
      ],
      ['a field that is not asked for', 'trailer', () => video(), 'ASSET_RULE_UNKNOWN'],
    ])('%s', async (_what, rule, make, code) => {
      expect(await codeOf(attach(f, reporter, await draft(), rule, await make(), 'named.mp4'))).toBe(code);
    });

    it('are refused with the limit and what was measured, in both languages, and the upload stays', async () => {
      const id = await draft();
      const uploadId = await put(await video({seconds: 301}));
      const act = () => f.service.slices.assets.attach(reporter, id, 'video', uploadId);
      await expect(act()).rejects.toMatchObject({
        extensions: {
          code: 'ASSET_TOO_LONG',
          text: {zh: expect.stringMatching(/300 s.*301\.0 s/), en: expect.stringMatching(/300 s.*301\.0 s/)},
        },
      });
      expect(await codeOf(act())).toBe('ASSET_TOO_LONG');
    });

    it('replace the one before where a rule takes one, and stop at the count where it takes more', async () => {
      const id = await draft();
      await attach(f, reporter, id, 'cover', png(9, 16), 'one.png');
      await attach(f, reporter, id, 'cover', png(18, 32), 'two.png');
      const covers = await f.service.database.read.findBy(Asset, {submissionId: id});
      expect(covers.map(({fileName}) => fileName)).toEqual(['two.png']);
      const scores = await Promise.all(
        [1, 2, 3].map((n) => codeOf(attach(f, reporter, id, 'score', png(n, n), 'n.png'))),
      );
      const refused = scores.filter((code) => code !== 'DONE');
      // Two that change the work at the same moment may also meet on its version.
      expect(refused.every((code) => ['ASSET_COUNT_REACHED', 'VERSION_CONFLICT'].includes(code))).toBe(true);
      expect(await f.service.database.read.countBy(Asset, {submissionId: id, rule: 'score'})).toBeLessThanOrEqual(2);
    });

    it('are told of when another work of the campaign has the same one', async () => {
      const content = png(33, 44);
      const [first, second] = [await draft(), await draft()];
      await attach(f, reporter, first, 'cover', content, 'a.png');
      const work = await attach(f, reporter, second, 'cover', content, 'b.png');
      const [[asset]] = await f.service.slices.assets.ofSubmissions([work]);
      expect(asset.remarks).toMatchObject([{code: 'ASSET_DUPLICATE', severity: 'WARN'}]);
    });

    it.each([
      ['picture', 'cover', () => Promise.resolve(jpegWithPosition())],
      [
        'video',
        'video',
        async () => ({
          file: inMoov(await video({moovLast: true}), moviePlaces('+31.8563+117.2272/')),
          place: Buffer.from('+31.8563'),
        }),
      ],
    ])('forget where a %s was taken, and nothing else', async (_what, rule, make) => {
      const {file, place} = await make();
      expect(file.includes(place)).toBe(true);
      const work = await attach(f, reporter, await draft(), rule, file, 'phone');
      const [[asset]] = await f.service.slices.assets.ofSubmissions([work]);
      const served = await files.ask(anonymous('r'), {method: 'GET', path: f.service.slices.links.url(asset.id)});
      expect(served.body.includes(place)).toBe(false);
      expect(served.body).toHaveLength(file.length);
      expect(createHash('sha256').update(served.body).digest('hex')).toBe(asset.digest);
      expect(await codeOf(attach(f, reporter, await draft(), rule, served.body, 'again'))).toBe('DONE');
    });

    it('must be finished, and be uploads of the same account', async () => {
      const id = await draft();
      const content = await video();
      const {headers} = await files.ask(reporter, begin(content.length));
      const path = String(headers.location);
      await files.ask(reporter, goOn(path, 0, content.subarray(0, 100)));
      const uploadId = path.split('/').at(-1)!;
      const act = (upload: string) => codeOf(f.service.slices.assets.attach(reporter, id, 'video', upload));
      expect(await act(uploadId)).toBe('UPLOAD_UNFINISHED');
      expect(await act(await put(content, 'a.mp4', as('UNIT_REPORTER', 'mill')))).toBe('UPLOAD_NOT_FOUND');
      for (const nothing of ['../../etc/passwd', '', 'A'.repeat(26), `${uploadId}.json`])
        expect(await act(nothing)).toBe('UPLOAD_NOT_FOUND');
    });
  });

  describe('that are uploaded', () => {
    it('go on where they stopped, and come out byte for byte', async () => {
      const content = padded(await video(), 300_000);
      const created = await files.ask(reporter, begin(content.length));
      expect(created).toMatchObject({status: 201});
      const path = String(created.headers.location);
      expect(path).toMatch(/^\/files\/[0-9A-Z]{26}$/);
      await files.ask(reporter, goOn(path, 0, content.subarray(0, 100_000)));
      expect((await files.ask(reporter, where(path))).headers['upload-offset']).toBe('100000');
      expect(await files.ask(reporter, goOn(path, 100_000, content.subarray(100_000)))).toMatchObject({status: 204});
      const id = await draft();
      const work = await f.service.slices.assets.attach(reporter, id, 'video', path.split('/').at(-1)!);
      const [[asset]] = await f.service.slices.assets.ofSubmissions([work]);
      const served = await files.ask(anonymous('r'), {method: 'GET', path: f.service.slices.links.url(asset.id)});
      expect(served.body.equals(content)).toBe(true);
    });

    it.each([
      ['an offset ahead', 5, 409, 'UPLOAD_OFFSET_WRONG'],
      ['an offset of letters', 'ten', 400, 'UPLOAD_OFFSET_WRONG'],
      ['an offset below nothing', '-1', 400, 'UPLOAD_OFFSET_WRONG'],
      ['more than was announced', 0, 413, 'UPLOAD_TOO_LARGE'],
    ])('refuse %s', async (_what, offset, status, code) => {
      const {headers} = await files.ask(reporter, begin(10));
      const answer = await files.ask(reporter, {
        ...goOn(String(headers.location), 0, Buffer.alloc(11)),
        headers: {...goOn('', offset, Buffer.alloc(0)).headers},
      });
      expect(answer.status).toBe(status);
      expect(answer.json.code).toBe(code);
      expect((await files.ask(reporter, where(String(headers.location)))).headers['upload-offset']).toBe('0');
    });

    it.each([
      ['without a length', {headers: {'Tus-Resumable': '1.0.0'}}, reporter, 400],
      ['with the length left open', {headers: {'Tus-Resumable': '1.0.0', 'Upload-Defer-Length': '1'}}, reporter, 400],
      ['larger than any file may be', begin(40_000_001), reporter, 413],
      ['of a length that is none', begin('1e9'), reporter, 400],
      ['below nothing', begin('-5'), reporter, 400],
      ['by nobody', begin(10), anonymous('r'), 401],
      ['by one who hands nothing in', begin(10), as('SCREENER', 'ah'), 403],
      ['through another verb', begin(10, 'a', {'X-HTTP-Method-Override': 'DELETE'}), reporter, 400],
    ])('are not begun %s', async (_what, asked, caller, status) => {
      const answer = await files.ask(caller, {method: 'POST', path: '/files', ...asked});
      expect(answer.status).toBe(status);
    });

    it('are there for the account that began them only', async () => {
      const {headers} = await files.ask(reporter, begin(10));
      const path = String(headers.location);
      const other = as('UNIT_REPORTER', 'mill');
      for (const asked of [where(path), goOn(path, 0, Buffer.alloc(10)), {...where(path), method: 'DELETE'}]) {
        expect((await files.ask(other, asked)).status).toBe(404);
      }
      expect((await files.ask(reporter, where('/files/..%2F..%2Fsecret'))).status).toBe(404);
    });

    it.each([
      ['../../etc/passwd', 'passwd'],
      ['C:\\Users\\me\\歌.mp4', '歌.mp4'],
      ['a\u0000b.mp4', 'ab.mp4'],
      ['gpj.\u202e4pm', 'gpj.4pm'],
      [`${'长'.repeat(300)}.mp4`, `${'长'.repeat(116)}.mp4`],
      ['   ', 'file'],
      ['<script>.mp4', '_script_.mp4'],
    ])('named %j are called %j', async (name, expected) => {
      const uploadId = await upload(f, reporter, png(3, 5), name);
      const id = await draft();
      const work = await f.service.slices.assets.attach(reporter, id, 'cover', uploadId);
      const [[asset]] = await f.service.slices.assets.ofSubmissions([work]);
      expect(asset.fileName).toBe(expected);
    });

    it('are cleared away when nobody wants them: a day after they began, an hour after they were finished', async () => {
      const log = createLogger('test', {level: 'silent'});
      const folder = join(f.folder, 'swept');
      const uploads = new TusUploads({folder, mostBytes: 100, path: '/files', roles: ['UNIT_REPORTER']}, log);
      const hour = 3_600_000;
      await mkdir(folder, {recursive: true});
      const begun = async (id: string, size: number, hours: number) => {
        const at = new Date(Date.now() - hours * hour);
        await writeFile(join(folder, id), 'ab');
        await utimes(join(folder, id), at, at);
        await writeFile(
          join(folder, `${id}.json`),
          JSON.stringify({id, size, offset: 0, creation_date: at.toISOString()}),
        );
      };
      await begun('A'.repeat(26), 2, 0.9);
      await begun('B'.repeat(26), 2, 1.1);
      await begun('C'.repeat(26), 3, 23.9);
      await begun('D'.repeat(26), 3, 24.1);
      expect(await uploads.sweep()).toBe(2);
      expect((await readdir(folder)).filter((name) => /^[A-D]+$/.test(name))).toEqual(['A'.repeat(26), 'C'.repeat(26)]);
    });

    it('leave the store when no work has them any more, after an hour', async () => {
      const id = await draft();
      const work = await attach(f, reporter, id, 'cover', png(61, 61), 'a.png');
      const [[asset]] = await f.service.slices.assets.ofSubmissions([work]);
      const path = join(f.folder, 'files', asset.digest.slice(0, 2), asset.digest);
      const old = new Date(Date.now() - 2 * 3_600_000);
      await utimes(path, old, old);
      expect(await f.service.slices.assets.sweep()).toBe(0);
      await f.service.slices.assets.remove(reporter, asset.id);
      expect(await f.service.slices.assets.sweep()).toBe(1);
      await expect(access(path)).rejects.toThrow('ENOENT');
    });

    it('keep nothing of what else a client says of them', async () => {
      const {headers} = await files.ask(reporter, begin(10, '../x.mp4'));
      const metadata = String((await files.ask(reporter, where(String(headers.location)))).headers['upload-metadata']);
      expect(metadata).toContain(Buffer.from('x.mp4').toString('base64'));
      expect(metadata).not.toContain(Buffer.from('forged').toString('base64'));
    });
  });

  describe('that are served', () => {
    let asset: Asset;
    let content: Buffer;
    const get = (path: string, headers = {}, method = 'GET') => files.ask(anonymous('r'), {method, path, headers});
    beforeAll(async () => {
      content = await video();
      const work = await attach(f, reporter, await draft(), 'video', content, '江淮 "号子".mp4');
      [[asset]] = await f.service.slices.assets.ofSubmissions([work]);
    });

    it('come with their type, their name, and nothing that could run', async () => {
      const {status, headers, body} = await get(f.service.slices.links.url(asset.id));
      expect(status).toBe(200);
      expect(body.equals(content)).toBe(true);
      expect(headers).toMatchObject({
        'content-type': 'video/mp4',
        'content-security-policy': 'sandbox',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'content-disposition': `inline; filename="__ ____.mp4"; filename*=UTF-8''${encodeURIComponent('江淮 _号子_.mp4')}`,
      });
      expect(headers['cache-control']).toContain('private');
      expect(headers['access-control-allow-origin']).toBeUndefined();
    });

    it.each([
      ['bytes=0-99', 206, 100, 'bytes 0-99/'],
      ['bytes=100-', 206, undefined, 'bytes 100-'],
      ['bytes=-5', 206, 5, undefined],
      ['bytes=99999999-', 416, 0, 'bytes */'],
      ['bytes=5-1', 200, undefined, undefined],
      ['bytes=0-1,5-6', 200, undefined, undefined],
      ['lines=0-1', 200, undefined, undefined],
    ])('answer the range %s', async (range, status, length, says) => {
      const answer = await get(f.service.slices.links.url(asset.id), {Range: range});
      expect(answer.status).toBe(status);
      if (length !== undefined) expect(answer.body).toHaveLength(length);
      if (says !== undefined) expect(answer.headers['content-range']).toContain(says);
    });

    it('refuse links that were forged, are of another file, or have run out', async () => {
      const url = f.service.slices.links.url(asset.id);
      const [path, token] = url.split('?t=');
      const later = token.replace(/^[^.]+/, (until) => (Number.parseInt(until, 36) + 3600).toString(36));
      for (const forged of [
        path,
        `${path}?t=`,
        `${path}?t=${token}x`,
        `${path}?t=${later}`,
        url.replace(asset.id, 'A'.repeat(26)),
        '/files/a/x?t=y',
      ]) {
        expect(await get(forged)).toMatchObject({status: 403, json: {code: 'FILE_LINK_INVALID'}});
      }
      const longAgo = new FileLinks('s'.repeat(40), '/files', () => Date.now() - 301_000);
      expect(await get(longAgo.url(asset.id))).toMatchObject({status: 403, json: {code: 'FILE_LINK_EXPIRED'}});
      expect(await get(url, {}, 'POST')).toMatchObject({status: 405});
    });

    it('are said to be missing when the store has lost them', async () => {
      const work = await attach(f, reporter, await draft(), 'cover', png(7, 7), 'gone.png');
      const [[lost]] = await f.service.slices.assets.ofSubmissions([work]);
      await rm(join(f.folder, 'files', lost.digest.slice(0, 2)), {recursive: true});
      expect(await get(f.service.slices.links.url(lost.id))).toMatchObject({
        status: 404,
        json: {code: 'FILE_NOT_FOUND'},
      });
      expect((await readdir(join(f.folder, 'files'))).length).toBeGreaterThan(0);
    });
  });
});
