import { formatPlace, type Place, UserError } from '@assay/evidence';

/** One thing that is wrong with a policy. */
export interface Problem {
  at: Place;
  message: string;
  remedy: string;
}

/** All problems as one error: a policy is repaired in one go, not one message at a time. */
export function policyError(problems: readonly [Problem, ...Problem[]]): UserError {
  const [first] = problems;
  if (problems.length === 1) return new UserError(first.message, first);
  const lines = [...problems]
    .sort((a, b) => (a.at.line ?? 0) - (b.at.line ?? 0) || (a.at.column ?? 0) - (b.at.column ?? 0))
    .map(({ at, message, remedy }) => `  ${formatPlace(at)}: ${message}\n    ${remedy}`);
  return new UserError(`${first.at.path} has ${problems.length} problems\n${lines.join('\n')}`, {
    remedy: 'repair them and run again',
  });
}

/** Throws when there are any. */
export function refuse(problems: readonly Problem[]): void {
  const [first, ...rest] = problems;
  if (first !== undefined) throw policyError([first, ...rest]);
}
