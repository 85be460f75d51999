/** The way from a line of a block to a head. */
interface Way {
  linePath: string[];
  block: {
    kind: string;
    roundId: string;
    writer: number;
    number: number;
    batch: number;
    ballots: number;
    marks: number;
    previous: string;
  };
  blockPath: string[];
  head: {statement: string; body: string};
}

/** A proof as the platform gives it. */
interface Proof extends Way {
  ballot: string;
  line: {seq: number; index: number};
  /** Where the ballot does not count. */
  voided?: Way & {line: {text: string; index: number}; reason: string; caseId: string | null};
}

/** SHA-256 in hexadecimal digits; null where the browser has none, as on a page without https. */
export function browserHash(): ((text: string) => Promise<string>) | null {
  const {subtle} = globalThis.crypto;
  // the types promise it, browsers only on a safe address
  if (!(subtle as SubtleCrypto | undefined)) return null;
  return async (text) => {
    const bytes = new Uint8Array(await subtle.digest('SHA-256', new TextEncoder().encode(text)));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  };
}

type Hash = (text: string) => Promise<string>;

/**
 * Walks the way from the ballot to the head once more, so that nobody has to take the platform's word for it; and where it is void,
 * from the line that says so, with its reason.
 */
export async function leadsToHead(proof: Proof, receipt: string, hash: Hash): Promise<boolean> {
  if (openingOf(receipt) !== proof.ballot) return false;
  const commitment = await hash(`line\n${proof.ballot}`);
  if (!(await isInHead(proof, `${proof.line.seq}:${commitment}`, proof.line.index, hash))) return false;
  const {voided, block} = proof;
  if (!voided) return true;
  const reason = await hash(`reason\n${voided.caseId ?? ''}\n${voided.reason}`);
  const says = `VOID:${block.batch}:${proof.line.seq}:${commitment}:${reason}`;
  const isOfChain =
    voided.block.kind === 'VOIDS' && voided.block.writer === block.writer && voided.block.roundId === block.roundId;
  return isOfChain && voided.line.text === says && isInHead(voided, says, voided.line.index, hash);
}

async function isInHead(way: Way, line: string, index: number, hash: Hash): Promise<boolean> {
  const {kind, roundId, writer, number, batch, ballots, marks, previous} = way.block;
  const root = await climb(await hash(`leaf\n${line}`), index, ballots, way.linePath, hash);
  const facts = JSON.stringify([kind, roundId, writer, number, batch, ballots, marks, root]);
  const {writers} = JSON.parse(way.head.body) as {writers: {writer: number; blocks: number; root: string}[]};
  const own = writers.find((each) => each.writer === writer);
  const statement = JSON.parse(way.head.statement) as {round: string; body: string};
  if (!own || statement.round !== roundId) return false;
  const top = await climb(await hash(`block\n${previous}\n${facts}`), number, own.blocks, way.blockPath, hash);
  return top === own.root && statement.body === (await hash(`body\n${way.head.body}`));
}

/** What a receipt holds; empty where it is none. */
export function openingOf(receipt: string): string {
  const word = receipt.replaceAll(/\s/g, '').replace(/^CB1\./, '');
  try {
    const bytes = [...atob(word.replaceAll('-', '+').replaceAll('_', '/'))];
    // as UTF-8: the receipt may hold any script
    return decodeURIComponent(bytes.map((byte) => `%${byte.charCodeAt(0).toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return '';
  }
}

async function climb(leaf: string, index: number, size: number, path: readonly string[], hash: Hash) {
  const isLeft: boolean[] = [];
  for (let [low, high] = [0, size]; high - low > 1;) {
    const middle = low + 2 ** Math.ceil(Math.log2(high - low) - 1);
    isLeft.unshift(index < middle);
    [low, high] = index < middle ? [low, middle] : [middle, high];
  }
  if (isLeft.length !== path.length) return null;
  let node = leaf;
  for (const [at, beside] of path.entries()) {
    node = await hash(isLeft[at] ? `node\n${node}\n${beside}` : `node\n${beside}\n${node}`);
  }
  return node;
}
