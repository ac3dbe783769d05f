import type { Solution } from '@assay/resolve';

/**
 * Cargo's commands for the changes of a plan, causes first. Each names the locked version, since two may be locked. What is new or no
 * longer needed follows by itself.
 */
export function updateCommands({ changes }: Solution): string[] {
  return changes.flatMap(({ name, from, to }) =>
    from === undefined || to === undefined ? [] : [`cargo update -p ${name}@${from} --precise ${to}`],
  );
}
