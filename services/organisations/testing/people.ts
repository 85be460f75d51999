import type {Caller} from '@concours/kernel/identity';
import {systemCaller} from '@concours/kernel/identity';
import {execute} from '@concours/kernel/testing/execute';
import type {Scratch} from './scratch-organisations.js';

export const PASSWORD = 'a password for tests';

/** Makes an account, with roles where codes say so, and answers with who it is to the services. */
export async function person(
  scratch: Scratch,
  name: string,
  at: string,
  roles: Record<string, string> = {},
): Promise<Caller> {
  const {accounts, grants, sessions} = scratch.service.slices;
  const account = await accounts.create(systemCaller(), {
    name,
    displayName: name,
    password: PASSWORD,
    organisationId: await scratch.id(at),
  });
  for (const [role, code] of Object.entries(roles)) {
    const organisationId = await scratch.id(code);
    await grants.grant(systemCaller(), {accountId: account.id, role: role as never, organisationId});
  }
  return {...(await sessions.callerFor(account, 'r')), address: '10.0.0.1'};
}

/** Asks the graph as somebody. */
export const asking =
  (scratch: Scratch) =>
  (caller: Caller, query: string, variables: Record<string, unknown> = {}) =>
    execute(scratch.service, {query, variables, caller});
