/** A proof as the platform gives it. */
interface Proof {
  ballot: string;
  line: {seq: number; index: number};
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

/** Walks the way from the ballot to the head once more, so that nobody has to take the platform's word for it. */
export async function leadsToHead(proof: Proof, receipt: string, hash: Hash): Promise<boolean> {
  if (openingOf(receipt) !== proof.ballot) return false;
  const leaf = await hash(`leaf\n${proof.line.seq}:${await hash(`line\n${proof.ballot}`)}`);
  const {kind, roundId, writer, number, batch, ballots, marks, previous} = proof.block;
  const root = await climb(leaf, proof.line.index, ballots, proof.linePath, hash);
  const facts = JSON.stringify([kind, roundId, writer, number, batch, ballots, marks, root]);
  const {writers} = JSON.parse(proof.head.body) as {writers: {writer: number; blocks: number; root: string}[]};
  const own = writers.find((each) => each.writer === writer);
  const statement = JSON.parse(proof.head.statement) as {round: string; body: string};
  if (!own || statement.round !== roundId) return false;
  const top = await climb(await hash(`block\n${previous}\n${facts}`), number, own.blocks, proof.blockPath, hash);
  return top === own.root && statement.body === (await hash(`body\n${proof.head.body}`));
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
