/** The tree as the list of rows that can be seen: what is open is followed by its children. Pure. */
export interface TreeNode {
  id: string;
  name: string;
  code: string;
  kind: string;
  childCount: number;
  closed: boolean;
}

export interface Branch {
  nodes: TreeNode[];
  totalCount: number;
  endCursor: string | null;
  loading: boolean;
}

export type TreeRow =
  | {
      type: 'node';
      key: string;
      node: TreeNode;
      depth: number;
      open: boolean;
      position: number;
      siblings: number;
      parentId: string | null;
    }
  | {type: 'loading'; key: string; depth: number; parentId: string}
  | {type: 'more'; key: string; depth: number; parentId: string; left: number};

export function rowsOf(
  roots: readonly TreeNode[],
  branches: ReadonlyMap<string, Branch>,
  open: ReadonlySet<string>,
): TreeRow[] {
  const rows: TreeRow[] = [];
  const add = (nodes: readonly TreeNode[], depth: number, parentId: string | null, siblings: number): void => {
    nodes.forEach((node, i) => {
      const isOpen = open.has(node.id) && node.childCount > 0;
      rows.push({type: 'node', key: node.id, node, depth, open: isOpen, position: i + 1, siblings, parentId});
      if (!isOpen) return;
      const branch = branches.get(node.id);
      if (branch) add(branch.nodes, depth + 1, node.id, branch.totalCount);
      if (!branch || branch.loading)
        rows.push({type: 'loading', key: `loading ${node.id}`, depth: depth + 1, parentId: node.id});
      else if (branch.nodes.length < branch.totalCount) {
        const left = branch.totalCount - branch.nodes.length;
        rows.push({type: 'more', key: `more ${node.id}`, depth: depth + 1, parentId: node.id, left});
      }
    });
  };
  add(roots, 0, null, roots.length);
  return rows;
}

export type TreeMove = {focus: number} | {open: string} | {close: string} | null;

/** How far a page goes, in rows. */
const PAGE = 10;

/** What a key does in a tree, as the pattern for trees has it. */
export function moveFor(key: string, rows: readonly TreeRow[], at: number): TreeMove {
  const row = rows[at];
  const within = (index: number): TreeMove => ({focus: Math.max(0, Math.min(rows.length - 1, index))});
  if (key === 'ArrowDown') return within(at + 1);
  if (key === 'ArrowUp') return within(at - 1);
  if (key === 'Home') return within(0);
  if (key === 'End') return within(rows.length - 1);
  if (key === 'PageDown') return within(at + PAGE);
  if (key === 'PageUp') return within(at - PAGE);
  if (key === 'ArrowRight' && row?.type === 'node' && row.node.childCount > 0)
    return row.open ? within(at + 1) : {open: row.node.id};
  if (key === 'ArrowLeft' && row) {
    if (row.type === 'node' && row.open) return {close: row.node.id};
    const parent = rows.findIndex((r) => r.type === 'node' && r.node.id === row.parentId);
    return parent >= 0 ? {focus: parent} : null;
  }
  return null;
}

/** The next row whose name begins with what was typed, from where one is and once around; a letter typed again goes on. */
export function typedMove(typed: string, rows: readonly TreeRow[], at: number): TreeMove {
  const text = typed.toLocaleLowerCase();
  const letters = new Set(text);
  const again = text.length > 1 && letters.size === 1;
  const wanted = again ? text.charAt(0) : text;
  const from = again || text.length === 1 ? at + 1 : at;
  for (let step = 0; step < rows.length; step++) {
    const index = (from + step) % rows.length;
    const row = rows[index];
    if (
      row?.type === 'node' &&
      [row.node.name, row.node.code].some((name) => name.toLocaleLowerCase().startsWith(wanted))
    )
      return {focus: index};
  }
  return null;
}
