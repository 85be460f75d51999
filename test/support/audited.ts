import {readFileSync} from 'node:fs';
import path from 'node:path';
import type {Platform} from '@concours/embedded/platform';
import {AuditRow} from '@concours/kernel/audit/audit-row';
import {buildSchema} from 'graphql';

/** Mutations that leave no row of their own name in the audit trail, and why. */
export const unaudited: Readonly<Record<string, string>> = {
  approveReports: 'each report is recorded by itself, as approveReport',
  returnReports: 'each report is recorded by itself, as returnReport',
  castBallot: 'ballots have a ledger of their own, append-only and chained per round',
  refreshSession:
    'tokens rotate every ten minutes; what is of note, a token shown twice, is recorded as session.replayed',
  completeSignIn: 'the second half of signing in, recorded as signIn once the session begins',
  requestPasswordReset: 'everybody may ask, which changes nothing yet: a link goes out, and its use is recorded',
};

export function mutationsOfTheGraph(): string[] {
  const sdl = readFileSync(path.resolve(__dirname, '../../schema/supergraph.graphql'), 'utf8');
  return Object.keys(buildSchema(sdl, {assumeValid: true}).getMutationType()?.getFields() ?? {});
}

/** Of these mutations those that nothing in the services' records tells of. */
export async function leftNoTrace({services}: Platform, mutations: Iterable<string>): Promise<string[]> {
  const found = await Promise.all(
    Object.values(services).map(({database}) =>
      database.read
        .createQueryBuilder(AuditRow, 'r')
        .select('DISTINCT r.action', 'action')
        .getRawMany<{action: string}>(),
    ),
  );
  const actions = new Set(found.flat().map(({action}) => action));
  return [...mutations].filter((name) => !actions.has(name) && !(name in unaudited)).sort();
}
