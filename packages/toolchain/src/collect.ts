import type { Collected } from '@assay/check';
import type { World } from '@assay/host';
import { highestRank, type Policy } from '@assay/policy';
import { cargo, findPin, findSysroot, rustc } from '@assay/rust';
import type { ToolchainFacts } from './facts.js';
import { lookAtLock } from './lock/look-at-lock.js';
import { digestsIn, takeIn } from './lock/take-in.js';
import { askIdentity, look } from './look.js';
import { lookUpProblems } from './problems.js';
import type { ToolchainSettings } from './settings.js';
import { lookAtWhatRuns } from './what-runs.js';

/**
 * Looks at what decides which compiler runs: the pin, rustc, cargo, the environment, Cargo's configuration, the programs that a
 * build starts, and, where there is a lock, every file of the toolchain. `examined` counts those that could be looked at whole, so it is the same on every machine.
 */
export async function collect(
  world: World,
  policy: Policy,
  settings: ToolchainSettings,
): Promise<Collected<ToolchainFacts>> {
  const anchors = world.anchors;
  world.progress('asking rustc and cargo which release they are');
  const sysrootLook = look('the toolchain that a build uses', anchors, () => findSysroot(world));
  const pinLook = look('the pin', anchors, () => findPin(world, anchors));
  const rustcLook = askIdentity(world, anchors, rustc, pinLook);
  const taken = takeIn(world, sysrootLook);
  const [locked, whatRuns, ...looks] = await Promise.all([
    lookAtLock(world, settings, { taken, pin: pinLook, rustc: rustcLook }),
    lookAtWhatRuns(world, sysrootLook, taken.then(digestsIn)),
    pinLook,
    rustcLook,
    askIdentity(world, anchors, cargo, pinLook),
  ]);
  const [pins, rustcAnswer, cargoAnswer] = looks;
  const gaps = looks.flatMap(({ gap }) => gap ?? []);
  // The environment can always be read.
  const whole = [...looks.map(({ gap }) => gap === undefined), locked.examined];
  const examined = 1 + whatRuns.examined + whole.filter((isWhole) => isWhole).length;
  // Without knowing whether there is a pin, nothing can be held against it.
  if (pins.found === undefined) return { facts: undefined, examined: 0, gaps };

  const pin = pins.found.pin ?? null;
  const rank = highestRank([policy.level, ...policy.levels.values()].map(({ value }) => value.rank));
  const known = await lookUpProblems(world, { rank, policy, settings, pin, compiler: rustcAnswer.found });
  const facts: ToolchainFacts = {
    rank,
    pin,
    shadowedPin: pins.found.shadowed ?? null,
    rustc: rustcAnswer.found ?? null,
    cargo: cargoAnswer.found ?? null,
    ...whatRuns.facts,
    ...locked.facts,
    atEnd: null,
    ...known.facts,
    allowed: settings['allow-known-problems'].map((id, index) => ({
      id,
      at: policy.placeOf(['toolchain', 'allow-known-problems', index]),
    })),
  };
  return { facts, examined, gaps: [...gaps, ...whatRuns.gaps, ...locked.gaps, ...known.gaps], memory: locked.memory };
}
