const actions = new Set<() => void>();

/**
 * Promises that `action` (synchronous) happens should the process exit before the returned function is called. One listener for
 * all of them, however many there are.
 */
export function unlessDone(action: () => void): () => void {
  if (actions.size === 0) process.on('exit', runAll);
  actions.add(action);
  return () => {
    actions.delete(action);
    if (actions.size === 0) process.off('exit', runAll);
  };
}

function runAll(): void {
  for (const action of actions) action();
}
