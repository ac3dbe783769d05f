import type { Collected } from '@assay/check';
import type { World } from '@assay/host';
import { highestRank, type Policy } from '@assay/policy';
import { cargo, findPin, findSysroot, readCargoConfig, rustc } from '@assay/rust';
import { findAliases } from './aliases.js';
import type { ToolchainFacts } from './facts.js';
import { lookAtLocked } from './lock/look-at-locked.js';
import { askIdentity, look } from './look.js';
import { configOverrides, environmentOverrides } from './overrides.js';
import { lookUpProblems } from './problems.js';
import { lookAtPrograms } from './programs.js';
import type { ToolchainSettings } from './settings.js';

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
  const [locked, programs, ...looks] = await Promise.all([
    lookAtLocked(world, settings, { sysroot: sysrootLook, pin: pinLook, rustc: rustcLook }),
    lookAtPrograms(world, sysrootLook),
    pinLook,
    rustcLook,
    askIdentity(world, anchors, cargo, pinLook),
    look("Cargo's configuration", anchors, () => readCargoConfig(world, anchors)),
  ]);
  const [pins, rustcAnswer, cargoAnswer, config] = looks;
  const files = config.found ?? [];
  const aliases = await look("what Cargo's aliases replace", anchors, () => findAliases(world, files));
  const gaps = looks.flatMap(({ gap }) => gap ?? []);
  const programGaps = [...programs.gaps, ...(aliases.gap === undefined ? [] : [aliases.gap])];
  // The environment can always be read.
  const whole = [...looks.map(({ gap }) => gap === undefined), programGaps.length === 0, locked.examined];
  const examined = 1 + whole.filter((isWhole) => isWhole).length;
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
    ...programs.facts,
    ...locked.facts,
    atEnd: null,
    overrides: [
      ...environmentOverrides(world.environment, anchors),
      ...configOverrides(files, anchors),
      ...programs.overrides,
    ],
    aliases: aliases.found ?? [],
    configFiles: files.map(({ path, inRepository }) => ({ path, inRepository })),
    ...known.facts,
    allowed: settings['allow-known-problems'].map((id, index) => ({
      id,
      at: policy.placeOf(['toolchain', 'allow-known-problems', index]),
    })),
  };
  return { facts, examined, gaps: [...gaps, ...programGaps, ...locked.gaps, ...known.gaps], memory: locked.memory };
}
