import path from 'node:path';
import type { Gap } from '@assay/evidence';
import { portableText, type ToolSpec, type World } from '@assay/host';
import { findOnPath, searchPath } from '@assay/rust';
import { endOf } from './cargo-run.js';
import { cargoRunner } from './cargo-runner.js';
import type { GateRequest } from './request.js';
import { steadyText } from './words.js';

/** What runs the programs of the target. */
export interface Runner {
  /** Words for Cargo that name it; none where Cargo knows it by itself, and where programs of the target run without. */
  words: string[];
  /** What the tests ran on: an emulator and its version, or the build machine. */
  ranOn: string;
}

/**
 * Finds what runs programs of the target: the policy's own runner; Cargo's; nothing, where the target is the build machine; else the first
 * of the emulators that is on PATH. A gap where there is none. Throws WorldError when interrupted, or a file cannot be looked at.
 */
export async function findRunner(world: World, request: GateRequest): Promise<Runner | { gap: Gap }> {
  const { name, compiler, settings, emulators } = request;
  if (settings.runner !== undefined) return named(world, request, settings.runner, runnerWords(name, settings.runner));
  const own = await cargoRunner(world, request);
  if (own !== undefined) return named(world, request, own, []);
  if (compiler.host === name) return { words: [], ranOn: `the build machine, ${name}` };
  for (const { program, args } of emulators) {
    if ((await findOnPath(world, searchPath(world), program)) === undefined) continue;
    return named(world, request, [program, ...args], runnerWords(name, [program, ...args]));
  }
  const programs = [...new Set(emulators.map(({ program }) => program))];
  return {
    gap: {
      what: `the tests on ${name}`,
      why:
        programs.length === 0
          ? `no emulator for ${name} is known, and neither the policy nor Cargo’s configuration names a runner`
          : `none of the emulators for ${name} is on the PATH: ${programs.join(', ')}`,
      remedy:
        programs.length === 0
          ? 'name what runs its programs: runner = ["PROGRAM", "ARGUMENT"] in its table in assay.toml'
          : `install QEMU so that ${programs[0]} is on PATH, or name another runner in assay.toml`,
    },
  };
}

/** Words for Cargo that set the runner: a list keeps arguments with spaces in one piece, which the variable would not. */
function runnerWords(name: string, runner: readonly string[]): string[] {
  return ['--config', `target.${JSON.stringify(name)}.runner=${JSON.stringify(runner)}`];
}

async function named(
  world: World,
  { name }: GateRequest,
  [program = '', ...args]: readonly string[],
  words: string[],
): Promise<Runner | { gap: Gap }> {
  const file = /[/\\]/.test(program)
    ? path.resolve(world.root, program)
    : await findOnPath(world, searchPath(world), program);
  if (file === undefined || (await world.files.kind(file)) !== 'file') {
    return {
      gap: {
        what: `the tests on ${name}`,
        why: `the runner ${steadyText(program, world.anchors)} is not there`,
        remedy: 'install it so that it is on PATH, or correct the runner',
      },
    };
  }
  return { words, ranOn: await identityOf(world, path.basename(program), file, args) };
}

/** Who a runner is: by its own word, else by the bytes of its file. */
async function identityOf(world: World, program: string, file: string, args: readonly string[]): Promise<string> {
  const said = await versionOf(world, program, file);
  const qemu = /^(?:QEMU emulator|qemu-\S+) version (\d+\.\d+(?:\.\d+)?)/.exec(said ?? '')?.[1];
  if (qemu !== undefined) return qemuInWords(program, qemu, args);
  if (said !== undefined) return said.includes(program) ? said : `${program}: ${said}`;
  return `${program}, sha256 ${await world.files.digest(file)}`;
}

/** The first line of what `--version` prints, where that looks like an answer. */
async function versionOf(world: World, program: string, file: string): Promise<string | undefined> {
  const spec: ToolSpec = { name: program, program: file, identity: { args: ['--version'], parse: () => undefined } };
  const ended = await endOf(world.tools.run(spec, ['--version'], { timeout: 10_000 }));
  if (!('result' in ended) || ended.result.status !== 0) return undefined;
  const line = portableText(ended.result.stdout, world.anchors).split('\n')[0]?.trim() ?? '';
  return /\d+\.\d+/.test(line) && line.length <= 200 ? line : undefined;
}

/** `qemu-system-arm version 7.2.22, machine mps2-an386, cpu cortex-m4`. */
function qemuInWords(program: string, version: string, args: readonly string[]): string {
  const after = (...options: string[]) => {
    const at = args.findIndex((word) => options.some((option) => word === `-${option}` || word === `--${option}`));
    return at === -1 ? undefined : args[at + 1];
  };
  const isSystem = program.includes('system');
  const machine = isSystem ? after('machine', 'M') : undefined;
  const cpu = after('cpu');
  return [
    `${program} version ${version}`,
    ...(isSystem ? [] : ['user mode']),
    ...(machine === undefined ? [] : [`machine ${machine}`]),
    ...(cpu === undefined ? [] : [`cpu ${cpu}`]),
  ].join(', ');
}
