import type { Check } from '@assay/check';
import { UserError } from '@assay/evidence';
import type { Policy } from '@assay/policy';

/** Why there is nothing to do for a check with parts of which the policy names none. */
export function noParts({ name, parts }: Check, { path }: Policy): UserError {
  return new UserError(`the policy names no ${parts?.noun}`, {
    at: { path },
    remedy: `add a table [${name}."…"] for each`,
  });
}
