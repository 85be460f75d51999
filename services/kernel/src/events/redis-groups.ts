import type {Redis} from 'ioredis';

const DEAD_AFTER_MS = 60 * 60 * 1_000;

/** Makes a group that starts at the stream's beginning, and the stream; answers whether it was missing. */
export async function ensureGroup(redis: Redis, key: string, group: string): Promise<boolean> {
  try {
    await redis.xgroup('CREATE', key, group, '0', 'MKSTREAM');
    return true;
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('BUSYGROUP')) return false;
    throw error;
  }
}

export function isMissingGroup(error: unknown): boolean {
  return (
    error instanceof Error && /^(NOGROUP|ERR The XGROUP subcommand requires the key|UNBLOCKED)/.test(error.message)
  );
}

/** Whether the stream was trimmed beyond the last entry that this group has been handed. */
export async function hasLostEntries(redis: Redis, key: string, group: string): Promise<boolean> {
  const stream = asRecord(await redis.xinfo('STREAM', key));
  const first = stream['first-entry'] as [string, string[]] | null;
  const added = stream['entries-added'] as number | undefined;
  if (!first || added === undefined || added === stream.length) return false;
  const groups = ((await redis.xinfo('GROUPS', key)) as unknown[]).map(asRecord);
  const last = groups.find(({name}) => name === group)?.['last-delivered-id'] as string | undefined;
  return last !== undefined && isBefore(last, first[0]);
}

/** Instances that crashed leave their names behind; one that holds nothing and was quiet for an hour is gone. */
export async function forgetDeadConsumers(redis: Redis, key: string, group: string): Promise<void> {
  const consumers = ((await redis.xinfo('CONSUMERS', key, group)) as unknown[]).map(asRecord);
  for (const {name, pending, idle} of consumers) {
    if (pending === 0 && (idle as number) > DEAD_AFTER_MS)
      await redis.xgroup('DELCONSUMER', key, group, name as string);
  }
}

/** Redis answers `XINFO` as a flat list of names and values. */
function asRecord(answer: unknown): Record<string, unknown> {
  const list = answer as unknown[];
  const record: Record<string, unknown> = {};
  for (let index = 0; index + 1 < list.length; index += 2) record[String(list[index])] = list[index + 1];
  return record;
}

function isBefore(a: string, b: string): boolean {
  const [aMs, aSeq] = a.split('-').map(Number);
  const [bMs, bSeq] = b.split('-').map(Number);
  return aMs < bMs || (aMs === bMs && aSeq < bSeq);
}
