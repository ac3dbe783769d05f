import type { LockedPackage } from '../input.js';
import type { Catalogue } from './catalogue.js';

/** The packages of the lock file that a package of it depends on. */
export function lockedDependencies(
  { locked }: Pick<Catalogue, 'locked'>,
  { dependencies }: LockedPackage,
): LockedPackage[] {
  return dependencies.flatMap((written) => {
    const [name = '', version, source] = written.split(' ');
    const named = locked.get(name) ?? [];
    return named.filter(
      (each) =>
        (version === undefined || each.version === version) && (source === undefined || `(${each.source})` === source),
    );
  });
}
