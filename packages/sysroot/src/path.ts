/** Is it a path in plain steps: no leading `/`, no `.`, `..`, empty step, nor NUL? Following it never leads out of a folder. */
export function isPlainPath(path: string): boolean {
  return !idleStep.test(path) && !path.includes('\0');
}

/** An empty step, `.` or `..`. One pattern, because a lock of documentation has 52,000 paths. */
const idleStep = /(?:^|\/)\.{0,2}(?:\/|$)/;

/** Is it a plain path that means the same on every system? Releases name no others: without backslashes and control characters too. */
export function isPlainEverywhere(path: string): boolean {
  return isPlainPath(path) && !/[\\\p{Cc}]/u.test(path);
}

/** The folders that a path stands in, the nearest first: `a/b`, `a` for `a/b/c`. */
export function* foldersAbove(path: string): Generator<string, void> {
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) yield path.slice(0, end);
}
