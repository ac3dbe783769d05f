import { readLibtest, type TestOutput } from '@assay/rust';

/** What tests said, by libtest's words or by lines of the same form that a harness of the project's own prints. */
export interface Said extends Omit<TestOutput, 'unfinished'> {
  /** Test programs that said what came of them, as far as can be told: those of the project's own harness count as one. */
  spoke: number;
  /** Test programs that began and did not say how they ended. */
  unfinished: number;
}

/** Failures that are named. */
const NAMED = 10;

/**
 * Reads what test programs printed: libtest's blocks (`running 3 tests` to `test result: …`), and lines `test NAME ... ok`, `FAILED` or
 * `ignored` outside of them, which is all that a test on bare metal prints. A block without a result counts by its lines where these are
 * as many as it announced; otherwise it did not come to its end. Nor did a program that names a test outside of blocks and not its result.
 */
export function readTestLines(text: string): Said {
  const libtest = readLibtest(text);
  const own = readOwnLines(text);
  return {
    passed: libtest.passed + own.passed,
    failed: libtest.failed + own.failed,
    ignored: libtest.ignored + own.ignored,
    filtered: libtest.filtered,
    failures: [...new Set([...libtest.failures, ...own.failures])].slice(0, NAMED),
    spoke: own.blocks + (own.loose > 0 ? 1 : 0),
    unfinished: own.unfinished,
  };
}

interface OwnLines extends Pick<TestOutput, 'passed' | 'failed' | 'ignored' | 'failures' | 'unfinished'> {
  /** Blocks with a result, and those that are whole by their lines. */
  blocks: number;
  /** Lines outside of blocks. */
  loose: number;
}

/** A block that is open: how many tests it announced, and the lines of them so far. */
interface Block {
  announced: number;
  lines: (readonly [name: string, result: string])[];
}

function readOwnLines(text: string): OwnLines {
  const found: OwnLines = { passed: 0, failed: 0, ignored: 0, failures: [], unfinished: 0, blocks: 0, loose: 0 };
  const open: Block[] = [];
  let isCutOff = false;
  for (const line of text.split(/\r?\n/)) {
    const announced = /^running (\d+) tests?$/.exec(line)?.[1];
    const [, name, result] = /^test (.+?) \.\.\. (ok|FAILED|ignored)\b/.exec(line) ?? [];
    if (announced !== undefined) {
      open.push({ announced: Number(announced), lines: [] });
    } else if (/^test result: /.test(line) && open.length > 0) {
      open.pop();
      // What stands within another block is the words of one of its tests.
      if (open.length === 0) found.blocks += 1;
    } else if (name !== undefined && result !== undefined) {
      const block = open.at(-1);
      if (block === undefined) {
        found.loose += 1;
        count(found, name, result);
      } else block.lines.push([name, result]);
    } else if (open.length === 0 && /^test .+ \.\.\.(?: |$)/.test(line)) isCutOff = true;
  }
  // The lines outside of blocks count as those of one program.
  if (isCutOff) found.unfinished += 1;
  for (const { announced, lines } of open) {
    if (lines.length !== announced || announced === 0) found.unfinished += 1;
    else found.blocks += 1;
    if (lines.length !== announced) continue;
    for (const [name, result] of lines) count(found, name, result);
  }
  return found;
}

function count(found: OwnLines, name: string, result: string): void {
  if (result === 'ok') found.passed += 1;
  else if (result === 'ignored') found.ignored += 1;
  else {
    found.failed += 1;
    found.failures.push(name);
  }
}
