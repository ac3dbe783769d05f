import { exitStatus } from '@assay/evidence';
import { annotations, type Report, renderMarkdown, renderTerminal } from '@assay/report';
import type { Action, Outcome, Problem, Result } from './action.js';
import { plainLines } from './commands.js';
import { inDirectory } from './inputs.js';
import { allOutputs } from './outputs.js';
import { ANNOTATIONS_PER_KIND, type Message, type Runner, SUMMARY_LIMIT } from './runner.js';

/** Columns of the log's text; the log is not a terminal and has no width of its own. */
const LOG_WIDTH = 120;

/** Publishes what an action came to, as log, annotations, summary and outputs. Returns the status to exit with. */
export async function publish(action: Action, result: Result, runner: Runner): Promise<number> {
  const { verdict, report, outputs } = result;
  await runner.setOutputs(allOutputs(action, { ...outputs, verdict, findings: openFindings(report) }));
  return publishOutcome(action, result, runner);
}

/** As {@link publish}, where no outputs can be set any more. */
export async function publishOutcome(action: Action, outcome: Outcome, runner: Runner): Promise<number> {
  const { verdict, report, problems = [], notes = [] } = outcome;
  if (report.statements.length > 0) runner.log(renderTerminal(report, { color: false, width: LOG_WIDTH }));
  for (const line of [...problems.map(describe), ...notes]) runner.log(line);
  const shown = [...messages(outcome), ...warning(action, outcome), ...closing(action, outcome)];
  for (const message of shown) runner.annotate(message);
  await runner.writeSummary(summary(outcome));
  return exitStatus[verdict];
}

/**
 * What is shown beside the code: what speaks against the evidence, or else what it says. One place of each kind is
 * left for the closing words.
 */
function messages({ problems = [], report, directory }: Outcome): Message[] {
  const limit = ANNOTATIONS_PER_KIND - 1;
  const wrong = problems.slice(0, limit).map((problem): Message => {
    return { kind: 'error', title: 'The evidence does not hold', message: describe(problem) };
  });
  return wrong.length > 0 ? wrong : annotations(report, { perKind: limit }).map((one) => inRepository(one, directory));
}

/** What will be wrong soon, in one annotation: that many places of its kind are left. */
function warning({ name }: Action, { warnings = [] }: Outcome): Message[] {
  return warnings.length === 0 ? [] : [{ kind: 'warning', title: name, message: warnings.join('\n') }];
}

/** Why the step fails; nothing on a pass. `fail` and `no-verdict` are different news and have different words. */
function closing({ name }: Action, { verdict, reason }: Outcome): Message[] {
  if (verdict === 'pass') return [];
  const words = {
    fail: `the verdict is fail: ${reason}. The log and the step summary hold every finding with its remedy.`,
    'no-verdict': `there is no verdict: ${reason}. The log and the step summary say what could not be established, and why.`,
  };
  return [{ kind: 'error', title: `${name}: ${verdict}`, message: `${name}: ${words[verdict]}` }];
}

/** The runner wants places relative to the repository; findings have them relative to the workspace. */
function inRepository(message: Message, directory: string): Message {
  const { file, line, column, ...unplaced } = message;
  if (file === undefined) return message;
  const placed = inDirectory(directory, file).replaceAll('\\', '/');
  const outside = placed.startsWith('../') || placed.startsWith('/') || file.startsWith('<') || file.startsWith('~');
  return outside ? { ...unplaced, message: `${file}: ${message.message}` } : { ...message, file: placed };
}

function openFindings({ statements }: Report): string {
  const found = statements.flatMap(({ predicate }) => predicate.findings);
  return statements.length === 0 ? '' : String(found.filter(({ deviation }) => deviation === null).length);
}

function summary({ verdict, problems = [], report, addendum = '' }: Outcome): string {
  if (problems.length === 0) {
    // What would leave no room for the findings is left to the artifact.
    const added = Buffer.byteLength(addendum) > SUMMARY_LIMIT / 2 ? '' : addendum;
    const maxBytes = SUMMARY_LIMIT - Buffer.byteLength(added) - 1;
    return [renderMarkdown(report, { maxBytes }), ...(added === '' ? [] : [added])].join('\n');
  }
  // As a code block: the texts quote the evidence, for which nobody vouches.
  const line = (problem: Problem) => plainLines(describe(problem)).join(' ').slice(0, PROBLEM_IN_SUMMARY);
  const shown = problems.slice(0, PROBLEMS_IN_SUMMARY).map((problem) => `    ${line(problem)}\n`);
  const more = problems.length - shown.length;
  const rest = more > 0 ? `\nand ${more} more\n` : '';
  return `## Assay: ${verdict}, the evidence does not hold\n\n${shown.join('')}${rest}`;
}

/** How many problems the summary shows, and how many characters of each: together far below the limit of the summary. */
const PROBLEMS_IN_SUMMARY = 100;
const PROBLEM_IN_SUMMARY = 1000;

function describe({ where, what, remedy }: Problem): string {
  return `${where}: ${what}${remedy === undefined ? '' : `; ${remedy}`}`;
}
