import { formatPlace, type Place, UserError } from '@assay/evidence';

/** One thing that is wrong with a policy. */
export interface Problem {
  at: Place;
  message: string;
  remedy: string;
}

/** All problems as one error: a policy is repaired in one go, not one message at a time. */
export function policyError(problems: readonly [Problem, ...Problem[]]): UserError {
  const [first, ...rest] = sorted(problems);
  if (first === undefined || rest.length === 0) return new UserError(problems[0].message, problems[0]);
  const lines = [first, ...rest].map(({ at, message, remedy }) => `  ${formatPlace(at)}: ${message}\n    ${remedy}`);
  return new UserError(`${lines.length} problems\n${lines.join('\n')}`, {
    at: first.at,
    remedy: 'repair them and run again',
  });
}

function sorted(problems: readonly Problem[]): Problem[] {
  const order = ({ line = 0, column = 0 }: Place) => [line, column] as const;
  return [...problems].sort((a, b) => {
    const [[lineA, columnA], [lineB, columnB]] = [order(a.at), order(b.at)];
    return lineA - lineB || columnA - columnB;
  });
}

/** Throws when there are any. */
export function refuse(problems: readonly Problem[]): void {
  const [first, ...rest] = problems;
  if (first !== undefined) throw policyError([first, ...rest]);
}
