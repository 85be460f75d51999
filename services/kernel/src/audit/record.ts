import type {EntityManager} from 'typeorm';
import type {Caller} from '../identity.js';
import {newId} from '../ids.js';
import {grantFor, type Need} from '../scope.js';
import type {RunnerNotes} from '../runner-notes.js';
import {AuditRow} from './audit-row.js';
import {withoutSecrets} from './redact.js';

export interface AuditEntry {
  /** The mutation's name in the graph (`grantRole`), or what a job or a route did (`signIn`, `stage.open`). */
  action: string;
  /** Graph type and id. */
  subject: {type: string; id: string};
  /** For which organisation: what the trail is scoped by. Without one only who may read the trail at a root sees it. */
  organisationId?: string | null;
  campaignId?: string | null;
  /** What was demanded: tells in which role it was done. */
  need?: Need;
  /** Only what changed; never a secret, nor anything by which a person could be reached. */
  before?: object | null;
  after?: object | null;
  reason?: string | null;
}

const ROWS_PER_STATEMENT = 100;

/** Writes down who did what, in the unit of work that did it: either both are kept, or neither. */
export async function record(manager: EntityManager, caller: Caller, entry: AuditEntry | AuditEntry[]): Promise<void> {
  if (!manager.queryRunner?.data) throw new Error('record() needs the manager of a unit of work');
  const entries = Array.isArray(entry) ? entry : [entry];
  const at = new Date();
  for (let from = 0; from < entries.length; from += ROWS_PER_STATEMENT) {
    const rows = entries.slice(from, from + ROWS_PER_STATEMENT).map((each) => rowOf(caller, each, at));
    await manager.createQueryBuilder().insert().into(AuditRow).values(rows).updateEntity(false).execute();
  }
  (manager.queryRunner.data as RunnerNotes).recorded = true;
}

function rowOf(caller: Caller, entry: AuditEntry, at: Date): AuditRow {
  const grant = entry.need && grantFor(caller, entry.need);
  return {
    id: newId(),
    at,
    action: entry.action,
    callerKind: caller.kind,
    callerId: caller.id?.slice(0, 191) ?? null,
    callerName: caller.name?.slice(0, 191) ?? null,
    role: grant?.role ?? null,
    roleOrganisationId: grant?.organisation ?? null,
    organisationId: entry.organisationId ?? null,
    campaignId: entry.campaignId ?? null,
    subjectType: entry.subject.type,
    subjectId: entry.subject.id,
    beforeText: textOf(entry.before),
    afterText: textOf(entry.after),
    reason: entry.reason ?? null,
    requestId: caller.requestId.slice(0, 64),
    seq: null,
    prevHash: null,
    hash: null,
  };
}

/** A text column of MySQL ends at 64 KB; what is longer than this is no list of what changed. */
const MAX_TEXT = 16_000;
/** Texts that save themselves while they are written would fill the trail: of each its beginning is kept. */
const MAX_STRING = 1_000;

function textOf(state: object | null | undefined): string | null {
  if (state === null || state === undefined) return null;
  const text = JSON.stringify(withoutSecrets(state), (_, value: unknown) =>
    typeof value === 'string' && value.length > MAX_STRING ? `${value.slice(0, MAX_STRING)}… (${value.length})` : value,
  );
  return text.length <= MAX_TEXT ? text : JSON.stringify({cutOff: text.slice(0, MAX_TEXT), length: text.length});
}
