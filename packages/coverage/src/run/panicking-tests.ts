import { isWorldError, type World } from '@assay/host';
import { cargo } from '@assay/rust';
import type { Source } from '../sources/read-sources.js';

/**
 * Tests that pass when they panic. The compiler counts code as run that stands behind a call that panicked, up to the next branch (rustc 1.95:
 * observed), so that what they reach is told apart from what the others do.
 */
export interface PanickingTests {
  /** The names of their functions, without modules. */
  names: ReadonlySet<string>;
  /** Are there examples among the documentation that say `should_panic`? */
  inExamples: boolean;
}

/** Finds them in the sources of the members, the tests' own among them. */
export function panickingTests(sources: readonly Source[]): PanickingTests {
  const names = new Set<string>();
  let inExamples = false;
  for (const source of sources) {
    if (source.obligations === undefined) continue;
    for (const { name, shouldPanic } of source.obligations.functions) if (shouldPanic) names.add(lastPart(name));
    inExamples ||= /^\s*(?:\/\/[/!]|\*|#!?\[\s*doc).*`{3}.*should_panic/m.test(source.text);
  }
  return { names, inExamples };
}

/** What asks libtest for the names of the tests. */
export const LIST = ['--', '--list'];

/**
 * The full names of the tests that may be among them, as the test programs list them; `undefined` where a program does not understand the question, as
 * one with a harness of its own may not. Throws WorldError when interrupted.
 */
export async function listPanicking(
  world: World,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  { names }: PanickingTests,
): Promise<string[] | undefined> {
  try {
    const { status, stdout } = await world.tools.run(cargo, [...args, ...LIST], { env });
    if (status !== 0) return undefined;
    const listed = [...stdout.matchAll(/^(.+): test$/gm)].map(([, name = '']) => name);
    return [...new Set(listed.filter((name) => names.has(lastPart(name))))].sort();
  } catch (error) {
    if (!isWorldError(error) || error.kind === 'interrupted') throw error;
    return undefined;
  }
}

/** What makes a runner run these tests alone, or all but these. */
export function choosing(runner: 'cargo' | 'nextest', names: readonly string[], which: 'these' | 'others'): string[] {
  if (runner === 'nextest') {
    const any = names.map((name) => `test(=${name})`).join(' | ');
    return ['-E', which === 'these' ? any : `not (${any})`];
  }
  const words = which === 'these' ? names : names.flatMap((name) => ['--skip', name]);
  return ['--', '--exact', ...words];
}

function lastPart(name: string): string {
  return name.split('::').at(-1) ?? name;
}
