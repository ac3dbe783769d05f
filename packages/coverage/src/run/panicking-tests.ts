import { isWorldError, type World } from '@assay/host';
import type { FunctionItem, Span } from '@assay/obligations';
import { cargo } from '@assay/rust';
import { lastPart } from '../last-part.js';
import type { Source } from '../sources/read-sources.js';

/**
 * Tests that pass although something in them panics. The compiler counts code as run that stands behind a call that
 * panicked, up to the next branch (rustc 1.95: observed), so that what they reach is told apart from what the others
 * do.
 */
export interface PanickingTests {
  /** The names of their functions, without modules. */
  names: ReadonlySet<string>;
  /** Are there examples among the documentation that say `should_panic`? */
  inExamples: boolean;
}

/**
 * Finds them in the sources of the members, the tests' own among them: by their attribute, by what they do about a
 * panic themselves, and by the helpers among the test code that do it for them.
 */
export function panickingTests(sources: readonly Source[]): PanickingTests {
  const names = new Set<string>();
  const others: { name: string; text: string }[] = [];
  let inExamples = false;
  for (const source of sources) {
    if (source.obligations === undefined) continue;
    for (const item of source.obligations.functions) {
      const name = lastPart(item.name);
      const text = isTestCode(source, item) ? linesOf(source.text, item.span) : '';
      if (item.shouldPanic || surviving.test(text)) names.add(name);
      else if (text !== '') others.push({ name, text });
    }
    inExamples ||= /^\s*(?:\/\/[/!]|\*|#!?\[\s*doc).*`{3}.*should_panic/m.test(source.text);
  }
  addCallers(names, others);
  return { names, inExamples };
}

/** What goes on after a panic: it is caught, or ends a thread of which the end is looked at. */
const surviving = /\bcatch_unwind\b|\.\s*join\(\)\s*\.\s*(?:is_err|err|unwrap_err|expect_err)\b/;

function isTestCode({ reached }: Source, { isTest }: FunctionItem): boolean {
  return isTest || reached === 'test';
}

function linesOf(text: string, { line, endLine }: Span): string {
  return text
    .split('\n')
    .slice(line - 1, endLine)
    .join('\n');
}

/** Adds to the names those of the functions that name one of them, and so on. */
function addCallers(names: Set<string>, functions: readonly { name: string; text: string }[]): void {
  let added = [...names];
  while (added.length > 0) {
    const calling = new RegExp(`\\b(?:${added.join('|')})\\b`);
    added = functions.filter(({ name, text }) => !names.has(name) && calling.test(text)).map(({ name }) => name);
    for (const name of added) names.add(name);
  }
}

/** What asks libtest for the names of the tests. */
export const LIST = ['--', '--list'];

/**
 * The full names of the tests that may be among them, as the test programs list them; `undefined` where a program does
 * not understand the question, as one with a harness of its own may not. Throws WorldError when interrupted.
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
