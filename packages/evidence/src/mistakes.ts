import { UserError } from './error.js';
import type { Place } from './finding.js';
import { byPlace } from './order.js';
import { formatPlace } from './words.js';

/** One thing that is wrong with a file that people write. */
export interface Mistake {
  at: Place;
  message: string;
  remedy: string;
}

/** Throws UserError when there are any: all as one, since a file is repaired in one go, not one message at a time. */
export function refuse(mistakes: readonly Mistake[]): void {
  const [first, ...rest] = [...mistakes].sort((a, b) => byPlace(a.at, b.at));
  if (first === undefined) return;
  if (rest.length === 0) throw new UserError(first.message, first);
  const lines = [first, ...rest].map(({ at, message, remedy }) => `  ${formatPlace(at)}: ${message}\n    ${remedy}`);
  throw new UserError(`${lines.length} problems\n${lines.join('\n')}`, {
    at: first.at,
    remedy: 'repair them and run again',
  });
}
