import { portableText, type RunOptions, type ToolSpec, type World } from '@assay/host';
import { type Answer, answered, answerOf } from './answer.js';
import { traitsOfCfg } from './cfg-lines.js';
import { readSpecification } from './specification.js';
import type { Traits } from './traits.js';

/** By triple. A specification that cannot be read is an answer that says why. */
export type Specifications = ReadonlyMap<string, Answer<Traits>>;

/** What stable compilers answer as well only with this variable. It is set for these requests alone. */
const unstable: RunOptions = { env: { RUSTC_BOOTSTRAP: '1' } };

/** All built-in targets of a compiler. Throws WorldError only when interrupted. */
export function askTargetList(world: World, rustc: ToolSpec): Promise<Answer<readonly string[]>> {
  return answerOf(async () => {
    const answer = await ask(world, rustc, ['--print', 'target-list']);
    if ('trouble' in answer) return answer;
    const targets = linesOf(answer.value);
    return targets.length === 0 ? { trouble: 'rustc --print target-list printed nothing' } : { value: targets };
  });
}

/** What the compiler says of every target at once: 1.84 and newer. Throws WorldError only when interrupted. */
export function askSpecifications(world: World, rustc: ToolSpec): Promise<Answer<Specifications>> {
  return answerOf(async () => {
    const args = ['-Zunstable-options', '--print', 'all-target-specs-json'];
    const answer = readJson(await ask(world, rustc, args, unstable));
    if ('trouble' in answer) return answer;
    const { value } = answer;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return { trouble: 'rustc --print all-target-specs-json printed no table of targets' };
    }
    return { value: new Map(Object.entries(value).map(([target, spec]) => [target, readSpecification(spec)])) };
  });
}

/**
 * What the compiler says of one target where it does not say it of all: its specification, and where it refuses that as well what every
 * compiler prints. Throws WorldError only when interrupted.
 */
export async function askTraits(world: World, rustc: ToolSpec, target: string): Promise<Answer<Traits>> {
  const specification = await answerOf(async () => {
    const args = ['-Zunstable-options', '--print', 'target-spec-json', '--target', target];
    const answer = readJson(await ask(world, rustc, args, unstable));
    return 'trouble' in answer ? answer : readSpecification(answer.value);
  });
  if (answered(specification) !== undefined) return specification;
  return askCfg(world, rustc, target);
}

/** What every compiler says of a target that it takes as it is: `--print cfg`. Throws WorldError only when interrupted. */
export function askCfg(world: World, rustc: ToolSpec, target: string): Promise<Answer<Traits>> {
  return answerOf(async () => {
    const answer = await ask(world, rustc, ['--print', 'cfg', '--target', target]);
    return 'trouble' in answer ? answer : { value: traitsOfCfg(linesOf(answer.value)) };
  });
}

/** Runs rustc; an answer without a line's end was cut off. 60 s: each takes a tenth of one. */
async function ask(
  world: World,
  rustc: ToolSpec,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Answer<string>> {
  const { status, stdout, stderr } = await world.tools.run(rustc, args, { timeout: 60_000, ...options });
  if (status === 0 && stdout.endsWith('\n')) return { value: stdout };
  const first = portableText(stderr.trim().split('\n')[0] ?? '', world.anchors);
  const why = status === 0 ? 'its answer was cut off' : first === '' ? `it ended with status ${status}` : first;
  return { trouble: `rustc ${args.filter((arg) => !arg.includes('/')).join(' ')}: ${why}` };
}

function readJson(answer: Answer<string>): Answer<unknown> {
  if ('trouble' in answer) return answer;
  try {
    return { value: JSON.parse(answer.value) };
  } catch {
    return { trouble: 'rustc printed a specification that is not JSON' };
  }
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}
