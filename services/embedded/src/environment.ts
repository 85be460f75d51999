import {EnvironmentReader} from '@concours/kernel/environment';
import {parseSigningKeys, type SigningKey, SIGNING_KEYS_PATTERN} from '@concours/kernel/identity';
import {signingKeysIn} from '@concours/kernel/key-file';
import {readMail} from '@concours/organisations/environment';
import type {MailSettings} from '@concours/organisations/mail/mailer';
import {readOidc, type OidcSettings} from '@concours/organisations/oidc/oidc-settings';
import path from 'node:path';
import type {AuditDatabases} from './audit/verify.js';
import {repository} from './repository.js';

export interface Environment {
  port: number;
  host: string;
  dataDir: string;
  demo: boolean;
  /** What to add to the real time: the platform then stands in another day and its clock runs on. */
  clockOffsetMs: number;
  logLevel: string;
  publicUrl: string | undefined;
  mail: MailSettings | undefined;
  /** Where people may sign in elsewhere. */
  oidc: OidcSettings | undefined;
  tokenLifetimeMs: number;
}

const OFFSET = /^([+-])(\d{1,5})([smhdw])$/;
const MS = {s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000};

/** Throws EnvironmentRefused with everything that is wrong. */
export function readEnvironment(
  source: Record<string, string | undefined> = process.env,
  now: number = Date.now(),
): Environment {
  const read = new EnvironmentReader(source);
  const environment = {
    port: read.integer('PORT', {fallback: 4000, min: 0, max: 65_535}),
    host: read.text('HOST', {fallback: '0.0.0.0'}),
    dataDir: path.resolve(repository(), read.text('DATA_DIR', {fallback: 'data'})),
    demo: read.flag('DEMO', {fallback: true}),
    logLevel: read.oneOf('LOG_LEVEL', ['trace', 'debug', 'info', 'warn', 'error'], {fallback: 'warn'}),
    publicUrl: read.optionalText('PUBLIC_URL'),
    mail: readMail(read),
    oidc: readOidc(read),
    tokenLifetimeMs: read.integer('TOKEN_SECONDS', {fallback: 600, min: 5, max: 3_600}) * 1_000,
  };
  const clockOffsetMs = offsetOf(read.optionalText('CONCOURS_CLOCK'), now);
  if (Number.isNaN(clockOffsetMs)) {
    read.problem(
      'CONCOURS_CLOCK must be an instant such as 2024-08-08T10:00:00+08:00, or an offset such as +3d or -2h',
    );
  }
  if (environment.publicUrl !== undefined && !/^https?:\/\/[^\s/]+\/?$/.test(environment.publicUrl)) {
    read.problem('PUBLIC_URL must be an http or https address');
  }
  read.finish();
  return {...environment, clockOffsetMs};
}

function offsetOf(text: string | undefined, now: number): number {
  if (text === undefined) return 0;
  const [, sign, count, unit] = OFFSET.exec(text) ?? [];
  if (unit !== undefined) return Number(`${sign}1`) * Number(count) * MS[unit as keyof typeof MS];
  return /(Z|[+-]\d\d:\d\d)$/.test(text) ? new Date(text).getTime() - now : NaN;
}

const DATABASE_URLS = /^(\s*(organisations|campaigns|submissions|scoring)=(mysql|mariadb|sqlite):\S+)+\s*$/;

/** Where the audit trail is verified: the services' own databases, or the data folder of `npm start`. */
export function readAuditDatabases(source: Record<string, string | undefined> = process.env): AuditDatabases {
  const read = new EnvironmentReader(source);
  const dataDir = path.resolve(repository(), read.text('DATA_DIR', {fallback: 'data'}));
  const urls = read.optionalText('DATABASE_URLS');
  const inFolder = (service: string) => `sqlite:${path.join(dataDir, `${service}.sqlite`)}`;
  const given = Object.fromEntries(
    (urls ?? '').split(/\s+/).map((each) => [each.split('=', 1)[0], each.slice(each.indexOf('=') + 1)]),
  );
  const addressOf = (service: string): string => {
    if (urls !== undefined && given[service] === undefined) read.problem(`DATABASE_URLS must name ${service}`);
    return urls === undefined ? inFolder(service) : (given[service] ?? '');
  };
  if (urls !== undefined && !DATABASE_URLS.test(urls)) {
    read.problem('DATABASE_URLS must look like organisations=mysql://… campaigns=mysql://… submissions=… scoring=…');
  }
  const databases = {
    organisations: addressOf('organisations'),
    campaigns: addressOf('campaigns'),
    submissions: addressOf('submissions'),
    scoring: addressOf('scoring'),
  };
  read.finish();
  return databases;
}

/** Where the ledger of votes is verified, and by which keys: the data folder of `npm start`, or scoring's own settings. */
export function readLedgerPlace(source: Record<string, string | undefined> = process.env): {
  url: string;
  keys: SigningKey[];
} {
  const read = new EnvironmentReader(source);
  const dataDir = path.resolve(repository(), read.text('DATA_DIR', {fallback: 'data'}));
  const url = read.optionalText('DATABASE_URL') ?? `sqlite:${path.join(dataDir, 'scoring.sqlite')}`;
  const given = read.optionalText('LEDGER_KEYS');
  if (given !== undefined && !SIGNING_KEYS_PATTERN.test(given)) read.problem('LEDGER_KEYS must look like id:secret');
  const keys = given === undefined ? signingKeysIn(path.join(dataDir, 'ledger.keys')) : parseSigningKeys(given);
  if (!keys) read.problem('LEDGER_KEYS are required: the data folder has no ledger.keys');
  read.finish();
  return {url, keys: keys ?? []};
}

/** A running platform, and who asks it. */
export interface CampaignAccess {
  url: string;
  key: string | undefined;
  name: string | undefined;
  password: string | undefined;
}

export function readCampaignAccess(source: Record<string, string | undefined> = process.env): CampaignAccess {
  const read = new EnvironmentReader(source);
  const url = read.text('CONCOURS_URL', {fallback: 'http://127.0.0.1:4000', pattern: /^https?:\/\/[^\s/]+\/?$/});
  const key = read.optionalText('CONCOURS_KEY');
  const [name, password] = [read.optionalText('CONCOURS_USER'), read.optionalText('CONCOURS_PASSWORD')];
  if (key === undefined && (name === undefined || password === undefined))
    read.problem('CONCOURS_KEY is required, or CONCOURS_USER and CONCOURS_PASSWORD');
  read.finish();
  return {url: url.replace(/\/$/, ''), key, name, password};
}
