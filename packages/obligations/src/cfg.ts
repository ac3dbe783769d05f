/** Whether a `cfg` predicate holds only in test builds: `test`, `all(test, …)`, `any(…)` of nothing else. */
export function isTestOnly(predicate: string): boolean {
  const text = predicate.trim();
  if (text === 'test') return true;
  const list = /^(all|any)\s*\((.*)\)$/s.exec(text);
  if (list === null) return false;
  const parts = splitList(list[2] ?? '');
  return list[1] === 'all' ? parts.some(isTestOnly) : parts.length > 0 && parts.every(isTestOnly);
}

/** The parts of a list at its commas; those inside parentheses or string literals do not separate. No empty parts. */
export function splitList(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const match of text.matchAll(/"(?:[^"\\]|\\.)*"|[(),]/gs)) {
    if (match[0] === '(') depth++;
    else if (match[0] === ')') depth--;
    else if (match[0] === ',' && depth === 0) {
      parts.push(text.slice(start, match.index));
      start = match.index + 1;
    }
  }
  parts.push(text.slice(start));
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
