/** A graph whose nodes are numbered from 0: by node, those that it leads to. */
export type Graph = readonly (readonly number[])[];

/**
 * By node: the last node that every way from the starts to it passes through; -1 for a start, for what several starts lead to, and for what none
 * leads to. https://www.cs.tufts.edu/~nr/cs257/archive/keith-cooper/dom14.pdf
 */
export function dominators(graph: Graph, starts: readonly number[]): number[] {
  const root = graph.length;
  const order = finishOrder([...graph, starts], root);
  const position = new Map(order.map((node, index) => [node, index]));
  const before = predecessors([...graph, starts], order);
  const dominator = new Map([[root, root]]);
  const meet = (a: number, b: number): number => {
    let [left, right] = [a, b];
    while (left !== right) {
      const [low, high] = [position.get(left) ?? 0, position.get(right) ?? 0];
      if (low < high) left = dominator.get(left) ?? root;
      else right = dominator.get(right) ?? root;
    }
    return left;
  };
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (const node of order.toReversed().slice(1)) {
      const known = (before.get(node) ?? []).filter((each) => dominator.has(each));
      const found = known.reduce(meet);
      isChanged ||= dominator.get(node) !== found;
      dominator.set(node, found);
    }
  }
  return graph.map((_, node) => ((dominator.get(node) ?? root) === root ? -1 : (dominator.get(node) ?? -1)));
}

/** The nodes, other than itself, that every way from the starts reaches through a node. */
export function dominatedBy(dominator: readonly number[], node: number): Set<number> {
  const dominated = new Set<number>();
  for (const start of dominator.keys()) {
    let at = dominator[start] ?? -1;
    while (at >= 0 && at !== node) at = dominator[at] ?? -1;
    if (at === node) dominated.add(start);
  }
  return dominated;
}

/** All nodes to which some nodes lead, they themselves among them. */
export function reachedFrom(graph: Graph, starts: readonly number[]): Set<number> {
  const reached = new Set(starts);
  // A Set yields what is added while it is walked: it is the queue.
  for (const node of reached) for (const child of graph[node] ?? []) reached.add(child);
  return reached;
}

/** Nodes that are reached, each after all that it leads to but where they go in a circle. */
function finishOrder(graph: Graph, start: number): number[] {
  const order: number[] = [];
  const seen = new Set([start]);
  const stack = [{ node: start, next: 0 }];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const child = graph[top.node]?.[top.next];
    top.next += 1;
    if (child === undefined) {
      order.push(top.node);
      stack.pop();
    } else if (!seen.has(child)) {
      seen.add(child);
      stack.push({ node: child, next: 0 });
    }
  }
  return order;
}

function predecessors(graph: Graph, nodes: readonly number[]): Map<number, number[]> {
  const before = new Map<number, number[]>();
  for (const node of nodes) {
    for (const child of graph[node] ?? []) before.set(child, [...(before.get(child) ?? []), node]);
  }
  return before;
}
