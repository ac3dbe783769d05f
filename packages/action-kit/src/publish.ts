import path from 'node:path';
import { errorMessage, UserError, type Verdict } from '@assay/evidence';
import { type Annotation, annotations, type Report, renderMarkdown, renderTerminal } from '@assay/report';
import { type Action, commonOutputs, type Problem, type Result } from './action.js';
import { ANNOTATIONS_PER_KIND, type Runner, SUMMARY_LIMIT } from './runner.js';

/** Columns of the log's text; the log is not a terminal and has no width of its own. */
const LOG_WIDTH = 120;

/** Publishes what an action came to, as log, annotations, summary and outputs. Returns the status to exit with. */
export async function publish(action: Action, result: Result, runner: Runner): Promise<number> {
  const { verdict, report, directory, problems = [], outputs } = result;
  runner.log(renderTerminal(report, { color: false, width: LOG_WIDTH }));
  for (const { where, what } of problems) runner.log(`${where}: ${what}`);
  for (const annotation of chosenAnnotations(result)) runner.annotate(inRepository(annotation, directory));
  await runner.setOutputs(
    allOutputs(action, { ...outputs, verdict, findings: report.statements.length > 0 ? String(openFindings(report)) : '' }),
  );
  await runner.writeSummary(summary(problems, report));
  if (verdict === 'pass') runner.log(closingWords(action, result));
  return exitStatus[verdict];
}

/** Publishes why an action came to nothing. A user's own mistake is told without a stack; the rest is a defect of ours. */
export async function publishError(action: Action, error: unknown, runner: Runner): Promise<number> {
  const told = error instanceof UserError ? userAnnotation(action, error) : defectAnnotation(action, error);
  runner.annotate(told);
  if (!(error instanceof UserError) && error instanceof Error && error.stack !== undefined) runner.log(error.stack);
  // Set even so: whoever reads the outputs under `if: always()` must not read an empty verdict as a good one.
  await runner.setOutputs(allOutputs(action, { verdict: 'no-verdict' }));
  return exitStatus['no-verdict'];
}

/** As the command's: DESIGN §6. */
const exitStatus: Record<Verdict, number> = { pass: 0, fail: 1, 'no-verdict': 2 };

function closingWords({ name }: Action, { verdict, reason }: Pick<Result, 'verdict' | 'reason'>): string {
  const words: Record<Verdict, string> = {
    pass: `${name}: pass, ${reason}`,
    fail: `${name}: the verdict is fail: ${reason}. The findings and their remedies are in the log and in the summary.`,
    'no-verdict': `${name}: there is no verdict: ${reason}. What could not be established is in the log and in the summary.`,
  };
  return words[verdict];
}

/** The closing words of a step that fails take one of the errors that the runner shows; findings have the others. */
function chosenAnnotations(result: Result & { action?: never }): Annotation[] {
  const { problems = [], report } = result;
  const wrong = problems.map(({ where, what }): Annotation => ({ kind: 'error', title: where, message: what }));
  return [...wrong, ...annotations(report, { perKind: ANNOTATIONS_PER_KIND - 1 })];
}

/** The runner wants places relative to the repository, findings have them relative to the workspace. */
function inRepository(annotation: Annotation, directory: string): Annotation {
  if (annotation.file === undefined) return annotation;
  return { ...annotation, file: path.posix.join(directory.split(path.sep).join('/'), annotation.file) };
}

function openFindings({ statements }: Report): number {
  return statements.flatMap(({ predicate }) => predicate.findings).filter(({ deviation }) => deviation === null).length;
}

function allOutputs(action: Action, values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries([...commonOutputs, ...action.outputs].map((name) => [name, values[name] ?? '']));
}
