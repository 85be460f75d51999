import {join} from 'node:path';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import {FileIntake} from '@concours/kernel/files/file-intake';
import {FileLinks} from '@concours/kernel/files/file-links';
import {FilesRoute} from '@concours/kernel/files/files.route';
import {LocalFiles} from '@concours/kernel/files/local-files';
import {MediaReader} from '@concours/kernel/files/media-reader';
import {startSweeping} from '@concours/kernel/files/sweeping';
import {TusUploads} from '@concours/kernel/files/tus-uploads';
import type {Logger} from '@concours/kernel/log';
import type {Route} from '@concours/kernel/serve';
import {permissions} from '@concours/schema/access';
import {Attachments} from './files/attachments.service.js';

export interface FileSettings {
  /** A folder of this machine (or one that all instances share). */
  filesDir: string;
  /** Signs links to files; the same for all instances. */
  linkSecret: string;
}

/** Photos, annexes and tables: nothing here is larger. */
const LARGEST_UPLOAD = 50_000_000;
const PREFIX = '/attachments';
/** Whoever attaches something: to a report, to a notice. */
const uploading = [...permissions['report.draft'], ...permissions['campaign.apply']];

export interface Files {
  attachments: Attachments;
  uploads: TusUploads;
  links: FileLinks;
  route: Route;
  start(): void;
  stop(): Promise<void>;
}

/** The same way in and out as for the files of works, under a prefix and in folders of its own: the folder above may be the same. */
export function composeFiles(i: {database: Database; clock: Clock; log: Logger; settings: FileSettings}): Files {
  const {database, clock, log, settings} = i;
  const folder = join(settings.filesDir, 'campaigns');
  const files = new LocalFiles(join(folder, 'files'));
  const reader = new MediaReader();
  const links = new FileLinks(settings.linkSecret, PREFIX);
  const uploads = new TusUploads(
    {folder: join(folder, 'uploads'), mostBytes: LARGEST_UPLOAD, path: PREFIX, roles: uploading},
    log,
  );
  const attachments = new Attachments(database, clock, files, new FileIntake(files, reader), uploads);
  let sweeping: {stop(): void} | undefined;
  return {
    attachments,
    uploads,
    links,
    route: new FilesRoute(PREFIX, (id) => attachments.find(id), files, links, uploads),
    start: () => (sweeping = startSweeping([uploads, attachments], log)),
    stop: async () => {
      sweeping?.stop();
      await reader.close();
    },
  };
}
