import type { Gap } from '@assay/evidence';
import { portablePath, portableText, type World } from '@assay/host';
import { cargo, type MemberWithTargets, readCargoFailure, readMessages, statedFeaturesInWords } from '@assay/rust';
import type { Run } from '../settings.js';
import { selection, type Variables } from './cargo-words.js';

/** 2 hours: what a large workspace takes to build from scratch on a slow runner. */
const BUILD_TIMEOUT = 2 * 60 * 60_000;

/** Are there examples in its documentation that rustdoc would run? */
export function hasLibrary({ targets }: MemberWithTargets): boolean {
  return targets.some(({ kind }) => kind.includes('lib') || kind.includes('rlib'));
}

type Build = { stdout: string } | { gap: Gap };

/** Builds the tests, and the libraries by themselves where examples in the documentation call them. */
export async function buildTests(world: World, run: Run, libraries: boolean, env: Variables): Promise<Build> {
  const tests = await cargoBuild(world, ['test', '--no-run', ...selection(run)], run, env);
  if ('gap' in tests || !libraries) return tests;
  const alone = await cargoBuild(
    world,
    ['build', '--lib', ...selection(run).filter((word) => word !== '--tests')],
    run,
    env,
  );
  return 'gap' in alone ? alone : { stdout: tests.stdout + alone.stdout };
}

async function cargoBuild(world: World, args: readonly string[], run: Run, env: Variables): Promise<Build> {
  const [command = '', ...others] = args;
  const asked = [command, '--message-format=json', ...others];
  const { status, stdout, stderr } = await world.tools.run(cargo, asked, { env, timeout: BUILD_TIMEOUT });
  const { errors, finished } = readMessages(stdout);
  if (status === 0 && finished === true) return { stdout };
  const [error] = errors;
  const why = error === undefined ? readCargoFailure(stderr, world.anchors).message : inWords(error);
  return {
    gap: {
      what: `what the tests reach with ${statedFeaturesInWords(run)}`,
      why: `the tests do not build: ${portableText(why, world.anchors)}`,
      remedy: `run cargo ${args.join(' ')} and repair what it names, or correct runs in [coverage]`,
      ...(error?.at === undefined ? {} : { at: placeIn(world, error.at) }),
    },
  };
}

function placeIn({ anchors }: World, { file, line, column }: { file: string; line: number; column: number }) {
  return { path: portablePath(file, anchors), line, column };
}

function inWords({ code, message }: { code: string | null; message: string }): string {
  return `${message}${code === null ? '' : ` (${code})`}`;
}
