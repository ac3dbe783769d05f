import { UserError } from '@assay/evidence';
import type { Policy } from '@assay/policy';
import { targetName } from '@assay/readiness';
import type { StatedTarget } from '../settings.js';

/** Throws UserError for targets that are tried on hardware and name no label: any other runner lacks the board. */
export function refuseHardwareWithoutLabel(stated: readonly StatedTarget[], placeOf: Policy['placeOf']): void {
  const without = stated.filter(({ settings }) => settings.run === 'hardware' && settings['runs-on'] === undefined);
  const [first] = without;
  if (first === undefined) return;
  const names = without.map(({ key }) => targetName(key)).join(', ');
  throw new UserError(`tried on hardware, without a label of the runner that has the board: ${names}`, {
    at: placeOf(['targets', first.key, 'run']),
    remedy: `write that runner’s labels into [targets.${JSON.stringify(first.key)}], such as runs-on = ["self-hosted", "stm32"]`,
  });
}
