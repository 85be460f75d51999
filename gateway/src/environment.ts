import {readFileSync} from 'node:fs';
import path from 'node:path';
import {EnvironmentReader, readLogLevel, readSigningKeys} from '@concours/kernel/environment';
import type {GatewaySettings} from './compose.js';

const address = /^https?:\/\/[^\s/]+\/?$/;
/** Services are reached over plain http on a network of their own; what comes in over it is signed. */
const inside = /^http:\/\/[^\s/]+\/?$/;

/** Reads everything, then refuses everything that is wrong at once. */
export function readEnvironment(source: Record<string, string | undefined> = process.env): {
  settings: GatewaySettings;
  keysFile?: string;
  logLevel: string;
} {
  const read = new EnvironmentReader(source);
  const port = read.integer('PORT', {fallback: 4000, min: 0, max: 65_535});
  const host = read.optionalText('HOST');
  const subgraphs = {
    organisations: read.text('ORGANISATIONS_URL', {pattern: inside}),
    campaigns: read.text('CAMPAIGNS_URL', {pattern: inside}),
    submissions: read.text('SUBMISSIONS_URL', {pattern: inside}),
    scoring: read.text('SCORING_URL', {pattern: inside}),
  };
  const {keys, keysFile} = readSigningKeys(read);
  const publicUrl = read.optionalText('PUBLIC_URL');
  const development = read.flag('DEVELOPMENT', {fallback: false});
  const supergraph = read.text('SUPERGRAPH', {fallback: path.resolve(__dirname, '../../../schema/supergraph.graphql')});
  const siteFolder = read.text('SITE_FOLDER', {fallback: path.resolve(__dirname, '../../../admin-web/dist')});
  const allowedOrigins = read
    .optionalText('ALLOWED_ORIGINS')
    ?.split(',')
    .map((origin) => origin.trim());
  const trustedProxies = read.integer('TRUSTED_PROXIES', {fallback: 0, min: 0, max: 10});
  const subgraphTimeoutMs = read.integer('SUBGRAPH_TIMEOUT_MS', {fallback: 1_700, min: 100, max: 60_000});
  const logLevel = readLogLevel(read);

  if (publicUrl !== undefined && !address.test(publicUrl)) read.problem('PUBLIC_URL must be an http or https address');
  for (const origin of allowedOrigins ?? []) {
    if (!URL.canParse(origin)) read.problem('ALLOWED_ORIGINS must be addresses, separated by commas');
  }
  const supergraphSdl = contentOf(supergraph);
  if (supergraphSdl === undefined) read.problem('SUPERGRAPH must name a readable file');
  read.finish();

  return {
    logLevel,
    keysFile,
    settings: {
      port,
      host,
      subgraphs,
      supergraphSdl: supergraphSdl ?? '',
      keys,
      siteFolder,
      publicUrl,
      development,
      // Over plain http a Secure cookie would never come back; walls on a LAN are served so.
      cookieSecure: publicUrl?.startsWith('https:') ?? false,
      trustedProxies,
      allowedOrigins,
      subgraphTimeoutMs,
    },
  };
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
