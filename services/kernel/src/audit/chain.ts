import {createHash} from 'node:crypto';
import type {AuditContent} from './audit-row.js';

/** What the first row of a chain follows. */
export const GENESIS = '0'.repeat(64);

/** A row as it is hashed: with its place and its service, or it could be put elsewhere. */
export interface ChainLink extends AuditContent {
  id: string;
  seq: number;
}

/** SHA-256 over the hash before and the row: a list of its values in this order, as JSON. */
export function hashOf(service: string, prevHash: string, row: ChainLink): string {
  const values = [
    service,
    row.seq,
    row.id,
    row.at.toISOString(),
    row.action,
    row.callerKind,
    row.callerId,
    row.callerName,
    row.role,
    row.roleOrganisationId,
    row.organisationId,
    row.campaignId,
    row.subjectType,
    row.subjectId,
    row.beforeText,
    row.afterText,
    row.reason,
    row.requestId,
  ];
  return createHash('sha256').update(prevHash).update('\n').update(JSON.stringify(values)).digest('hex');
}
