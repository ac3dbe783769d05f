import type { Collected } from '@assay/check';
import type { Gap } from '@assay/evidence';
import type { World } from '@assay/host';
import { highestRank, type Policy } from '@assay/policy';
import {
  cargo,
  findPin,
  type Identity,
  knownProblems,
  parseVersion,
  problemData,
  problemDataCovers,
  readCargoConfig,
  rustc,
  type ToolchainPin,
} from '@assay/rust';
import type { ToolchainFacts } from './facts.js';
import { askIdentity, look } from './look.js';
import { configOverrides, environmentOverrides } from './overrides.js';
import type { ToolchainSettings } from './settings.js';

/**
 * Looks at the five sources that decide which compiler runs: the pin, rustc, cargo, the environment, and Cargo's
 * configuration. `examined` counts those that could be looked at whole, so it is the same on every machine.
 */
export async function collect(
  world: World,
  policy: Policy,
  settings: ToolchainSettings,
): Promise<Collected<ToolchainFacts>> {
  const anchors = world.anchors;
  world.progress('asking rustc and cargo which release they are');
  const pinLook = look('the pin', anchors, () => findPin(world, anchors));
  const looks = await Promise.all([
    pinLook,
    askIdentity(world, anchors, rustc, pinLook),
    askIdentity(world, anchors, cargo, pinLook),
    look("Cargo's configuration", anchors, () => readCargoConfig(world, anchors)),
  ]);
  const [pins, rustcAnswer, cargoAnswer, config] = looks;
  const gaps = looks.flatMap(({ gap }) => gap ?? []);
  const examined = 1 + looks.filter(({ gap }) => gap === undefined).length;
  // Without knowing whether there is a pin, nothing can be held against it.
  if (pins.found === undefined) return { facts: undefined, examined: 0, gaps };

  const pin = pins.found.pin ?? null;
  const files = config.found ?? [];
  const known = problemsOf(pin, rustcAnswer.found);
  if (known.release !== null && !problemDataCovers(known.release)) gaps.push(notCovered(known.release, pin));
  const facts: ToolchainFacts = {
    rank: highestRank([policy.level, ...policy.levels.values()].map(({ value }) => value.rank)),
    pin,
    shadowedPin: pins.found.shadowed ?? null,
    rustc: rustcAnswer.found ?? null,
    cargo: cargoAnswer.found ?? null,
    overrides: [...environmentOverrides(world.environment, anchors), ...configOverrides(files, anchors)],
    configFiles: files.map(({ path, inRepository }) => ({ path, inRepository })),
    ...known,
    problemData: { collected: problemData.collected, rows: problemData.problems.length },
    allowed: settings['allow-known-problems'].map((id, index) => ({
      id,
      at: policy.placeOf(['toolchain', 'allow-known-problems', index]),
    })),
  };
  return { facts, examined, gaps };
}

/** Silence about a release that the data has never heard of would read as "no known problems". */
function notCovered(release: string, pin: ToolchainPin | null): Gap {
  return {
    what: `known problems of Rust ${release}`,
    why: `the data of this version of Assay was collected on ${problemData.collected} and ends with ${problemData.newestRelease}`,
    remedy: `update Assay, or pin a release that it knows, at most ${problemData.newestRelease}`,
    ...(pin === null ? {} : { at: pin.at }),
  };
}

/** Problems of the release that the repository asks for; where it names none, of the one that runs. */
function problemsOf(
  pin: ToolchainPin | null,
  compiler: Identity | undefined,
): Pick<ToolchainFacts, 'release' | 'problems'> {
  const release = pin?.release ?? compiler?.release;
  if (release === undefined || parseVersion(release) === undefined) return { release: null, problems: [] };
  const machine = { host: compiler?.host ?? undefined, targets: pin?.targets ?? [] };
  return { release, problems: knownProblems(release, machine) };
}
