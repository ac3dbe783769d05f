import type { Gap } from '@assay/evidence';
import type { World } from '@assay/host';
import { readCargoConfig, type Sysroot } from '@assay/rust';
import { findAliases } from './aliases.js';
import type { Program, ToolchainFacts } from './facts.js';
import { type Look, look } from './look.js';
import { configOverrides, environmentOverrides } from './overrides.js';
import { lookAtPrograms } from './programs.js';
import { overrideName } from './rules/override.js';

/** What a build would start and load, and what has a say in it, as far as it could be looked at. */
export interface WhatRuns {
  facts: Pick<ToolchainFacts, 'sysroot' | 'programs' | 'overrides' | 'aliases' | 'configFiles'>;
  gaps: Gap[];
  /** Of Cargo's configuration and the programs, how many could be looked at whole. */
  examined: number;
}

/** Looks at the programs that a build would start, the environment and Cargo's configuration. `digests`: see `lookAtPrograms`. */
export async function lookAtWhatRuns(
  world: World,
  sysrootLook: Promise<Look<Sysroot>>,
  digests: Promise<ReadonlyMap<string, string>>,
): Promise<WhatRuns> {
  const { anchors, environment } = world;
  const [programs, config] = await Promise.all([
    lookAtPrograms(world, sysrootLook, digests),
    look("Cargo's configuration", anchors, () => readCargoConfig(world, anchors)),
  ]);
  const files = config.found ?? [];
  const aliases = await look("what Cargo's aliases replace", anchors, () => findAliases(world, files));
  const configGaps = config.gap === undefined ? [] : [config.gap];
  const programGaps = [...programs.gaps, ...(aliases.gap === undefined ? [] : [aliases.gap])];
  return {
    facts: {
      ...programs.facts,
      overrides: [
        ...environmentOverrides(environment, anchors),
        ...configOverrides(files, anchors),
        ...programs.overrides,
      ],
      aliases: aliases.found ?? [],
      configFiles: files.map(({ path, inRepository }) => ({ path, inRepository })),
    },
    gaps: [...configGaps, ...programGaps],
    examined: [configGaps, programGaps].filter(({ length }) => length === 0).length,
  };
}

/** What must stay the same while a job runs, in words by subject. The linker may come with a later step: no rule judges it either. */
export function statesOf({ programs, overrides, aliases }: WhatRuns['facts']): ReadonlyMap<string, string> {
  const states = new Map<string, string>();
  // One variable may name several libraries.
  const add = (subject: string, state: string) =>
    states.set(subject, states.has(subject) ? `${states.get(subject)}, ${state}` : state);
  for (const program of programs.filter(({ name }) => name !== 'cc')) add(program.name, programState(program));
  for (const setting of [...overrides, ...aliases]) add(overrideName(setting), JSON.stringify(setting.value));
  return states;
}

/** The bytes of what is the toolchain's own are told of as a file of the toolchain. */
function programState({ kind, found, starts, sha256 }: Program): string {
  const own = kind === 'toolchain' || kind === 'proxy';
  const file = found === starts ? starts : `${found}, which starts ${starts}`;
  return own ? file : `${file}, SHA-256 ${sha256}`;
}
