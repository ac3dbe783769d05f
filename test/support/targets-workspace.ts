import { join } from 'node:path';
import { realHost, type World } from '@assay/host';
import { identityRun, type MemberWithTargets, readIdentity, readMemberTargets, rustc } from '@assay/rust';
import { type Attempted, statedTargets, TargetsSettings, tryTarget } from '@assay/targets';
import { onTestFinished, vi } from 'vitest';
import { temporaryFolder } from './command.js';
import { copyTracked } from './copy-tracked.js';

/** The targets that the tests build for, and what a record would say of them. */
const records = {
  'x86_64-unknown-linux-gnu': ['std', 'x86_64', 64],
  'aarch64-unknown-linux-gnu': ['std', 'aarch64', 64],
  'thumbv7em-none-eabihf': ['alloc', 'arm', 32],
} as const;
export type TriedTarget = keyof typeof records;

/** QEMU as `emulatorFor` of @assay/readiness would name it. */
const emulators = {
  'x86_64-unknown-linux-gnu': [],
  'aarch64-unknown-linux-gnu': [{ program: 'qemu-aarch64-static', args: ['-L', '/usr/aarch64-linux-gnu'] }],
  'thumbv7em-none-eabihf': [
    {
      program: 'qemu-system-arm',
      args: [
        ...['-machine', 'mps2-an386', '-cpu', 'cortex-m4', '-nographic'],
        ...['-semihosting-config', 'enable=on,target=native', '-kernel'],
      ],
    },
  ],
};

/** A copy of test/targets-workspace with the sample's control crate in it. */
export function targetsWorkspace(): string {
  const folder = temporaryFolder();
  copyTracked('test/targets-workspace', folder);
  copyTracked('examples/motor-controller/motor-control', join(folder, 'motor-control'));
  return folder;
}

/** Sets variables for the test, and for all that it starts. */
export function withVariables(variables: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
}

/** A world in a folder, and its members. */
export async function openMembers(folder: string): Promise<{ world: World; members: MemberWithTargets[] }> {
  const host = realHost({ signal: new AbortController().signal, progress: () => undefined });
  const world = host.world(folder);
  const read = await readMemberTargets(world);
  if ('failure' in read) throw new Error(read.failure.message);
  return { world, members: read.members };
}

/** Tries a target in a folder as the check does. `key`: where the policy names it by a file. `settings`: as its table in assay.toml. */
export async function tryIn(
  folder: string,
  name: TriedTarget,
  settings: Record<string, unknown> = {},
  { key = name as string, only = [] as readonly string[], noEmulator = false } = {},
): Promise<Attempted> {
  const { world, members } = await openMembers(folder);
  const parsed = TargetsSettings.parse({ [key]: settings });
  const [stated] = statedTargets(parsed);
  if (stated === undefined) throw new Error('there is no target');
  const { tool, args, options } = identityRun(rustc);
  const compiler = readIdentity((await world.tools.run(tool, args, options)).stdout);
  if (compiler === undefined) throw new Error('rustc does not say who it is');
  const [library, architecture, pointerWidth] = records[name];
  const known = <T>(value: T) => ({ value, claims: [], note: null });
  return tryTarget(world, {
    ...{ key, name, compiler, settings: stated.settings, builds: stated.settings.builds ?? parsed.builds },
    members: members.filter((member) => only.length === 0 || only.includes(member.name)),
    record: {
      ...{ library: known(library), architecture: known(architecture), pointerWidth: known(pointerWidth) },
      endian: known('little' as const),
    },
    emulators: noEmulator ? [] : emulators[name],
  });
}
