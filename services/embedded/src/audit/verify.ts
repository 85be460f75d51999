import {AuditHead, AuditRow} from '@concours/kernel/audit/audit-row';
import {checkChain, type Finding, type FoundRow} from '@concours/kernel/audit/check-chain';
import {AUDIT_SEALED} from '@concours/kernel/audit/sealed';
import {openReader} from '@concours/kernel/engines/reader';
import {OutboxRow} from '@concours/kernel/events/outbox';
import {AuditTrailRow} from '@concours/organisations/audit/audit-trail-row';

type Reader = Awaited<ReturnType<typeof openReader>>;

/** Addresses by service; organisations' holds the trail, too. */
export type AuditDatabases = Record<string, string> & {organisations: string};

const PAGE = 1_000;
/** What is younger may not have been sealed or gathered yet. */
const SETTLED_MS = 60_000;

/** True if nothing is wrong. Reads only, also beside a running platform. */
export async function verifyAudit(databases: () => AuditDatabases, say: (line: string) => void): Promise<boolean> {
  const urls = databases();
  const trail = await openReader(urls.organisations, [AuditTrailRow]);
  let isSound = true;
  try {
    for (const [service, url] of Object.entries(urls)) {
      if (!(await verifyService(service, url, trail, say))) isSound = false;
    }
    const strangers = await strangersIn(trail, Object.keys(urls));
    for (const service of strangers) say(`trail: forged: it has rows of ${service}, which is no service`);
    return isSound && strangers.length === 0;
  } finally {
    await trail.destroy();
  }
}

async function verifyService(
  service: string,
  url: string,
  trail: Reader,
  say: (line: string) => void,
): Promise<boolean> {
  // before the chain, which meanwhile may only grow
  const last = Number((await trail.manager.maximum(AuditTrailRow, 'seq', {service})) ?? 0);
  const source = await openReader(url, [AuditRow, AuditHead, OutboxRow]);
  try {
    const {seq, hash} = await source.manager.findOneByOrFail(AuditHead, {id: 1});
    const rows = inOrder(trail, AuditTrailRow, service);
    const waiting = await batchesOnTheirWay(source);
    const settled = new Date(Date.now() - SETTLED_MS);
    const isExpected = ({seq: at, at: made}: FoundRow) =>
      made > settled || waiting.some(([from, to]) => at >= from && at <= to);
    const placeOf = async (id: string) => (await trail.manager.findOneBy(AuditTrailRow, {service, id}))?.seq ?? null;
    let count = 0;
    const chain = counted(inOrder(source, AuditRow), () => count++);
    let [first, more]: [Finding | undefined, number] = [undefined, 0];
    for await (const finding of checkChain({
      service,
      head: {seq, hash},
      chain,
      trail: {last, rows, placeOf, isExpected},
    })) {
      if (first) more++;
      else first = finding;
    }
    if (first) say(`${service}: row ${first.seq} (${first.id ?? 'id unknown'}): ${first.problem}`);
    if (more > 0) say(`${service}: ${more} more after it`);
    for (const note of await notesOn(source, settled)) say(`${service}: ${note}`);
    if (!first) say(`${service}: ${count} rows, all as they were written; head ${hash}`);
    return !first;
  } finally {
    await source.destroy();
  }
}

/** Sealed together with their rows, and not handed over yet. */
async function batchesOnTheirWay(source: Reader): Promise<[number, number][]> {
  const rows = await source.manager
    .createQueryBuilder(OutboxRow, 'o')
    .select('o.subject', 'subject')
    .where('o.sentAt IS NULL AND o.type = :type', {type: AUDIT_SEALED})
    .getRawMany<{subject: string}>();
  return rows.map(
    ({subject}) =>
      subject
        .slice(subject.indexOf(':') + 1)
        .split('-')
        .map(Number) as [number, number],
  );
}

/** What does not show that anything was changed, but should be known. */
async function notesOn(source: Reader, settled: Date): Promise<string[]> {
  const notes: string[] = [];
  const waiting = await source.manager
    .createQueryBuilder(AuditRow, 'r')
    .where('r.seq IS NULL AND r.at < :settled', {settled})
    .getCount();
  if (waiting > 0) notes.push(`${waiting} rows have been waiting to be sealed for more than a minute`);
  if (!(await hasKeepers(source, 'audit_row'))) notes.push('nothing in its database keeps the rows from being changed');
  return notes;
}

async function hasKeepers(source: Reader, table: string): Promise<boolean> {
  const sql =
    source.options.type === 'better-sqlite3'
      ? "SELECT name FROM sqlite_master WHERE type = 'trigger'"
      : 'SELECT TRIGGER_NAME AS name FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()';
  const names = (await source.query<{name: string}[]>(sql)).map(({name}) => name);
  return names.includes(`${table}_no_update`) && names.includes(`${table}_no_delete`);
}

async function strangersIn(trail: Reader, known: string[]): Promise<string[]> {
  const rows = await trail.manager
    .createQueryBuilder(AuditTrailRow, 't')
    .select('DISTINCT t.service', 'service')
    .getRawMany<{service: string}>();
  return rows.map(({service}) => service).filter((service) => !known.includes(service));
}

async function* inOrder(
  source: Reader,
  entity: typeof AuditRow | typeof AuditTrailRow,
  service?: string,
): AsyncGenerator<FoundRow> {
  for (let after = -(2 ** 31); ;) {
    const rows = source.manager.createQueryBuilder(entity, 'r').where('r.seq > :after', {after});
    if (service !== undefined) rows.andWhere('r.service = :service', {service});
    const page = (await rows.orderBy('r.seq').limit(PAGE).getMany()) as FoundRow[];
    yield* page;
    if (page.length < PAGE) return;
    after = page[page.length - 1].seq;
  }
}

async function* counted<T>(items: AsyncIterable<T>, each: () => void): AsyncGenerator<T> {
  for await (const item of items) {
    each();
    yield item;
  }
}
