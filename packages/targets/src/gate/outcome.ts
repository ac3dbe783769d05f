import type { Anchors, ToolResult } from '@assay/host';
import { readCargoFailure } from '@assay/rust';
import type { TestFact } from '../facts.js';
import { readTestLines, type Said } from './test-lines.js';

/** What a run of tests came to; `why` where that is no verdict. */
export interface TestsRead {
  outcome: TestFact['outcome'];
  said: Said;
  why?: string;
}

/** Judges a run of `cargo test` whose programs had been built, by what they printed. `programs`: how many were to speak. */
export function readRun(result: ToolResult, programs: number, anchors: Anchors): TestsRead {
  const said = saidIn(result);
  const { status, stderr } = result;
  const counted = said.passed + said.failed + said.ignored;
  if (status !== 0) {
    if (/could not execute process/.test(stderr) || !failedByTests(stderr, counted)) {
      return { outcome: 'ended', said, why: `cargo test ran no test: ${readCargoFailure(stderr, anchors).message}` };
    }
    return { outcome: 'failed', said: { ...said, failures: failuresIn(said, stderr) } };
  }
  if (said.failed > 0) return { outcome: 'failed', said };
  const why = muteness(said, programs);
  return why === undefined ? { outcome: 'passed', said } : { outcome: 'no result', said, why };
}

/** On bare metal what a program says may come out on either stream. */
function saidIn({ stdout, stderr }: ToolResult): Said {
  const said = readTestLines(stdout);
  return said.spoke + said.unfinished > 0 ? said : readTestLines(stderr);
}

/** Cargo's word that a program of tests ended badly; before 1.67 one line of another form. */
function failedByTests(stderr: string, counted: number): boolean {
  return counted > 0 || /^error: (?:test failed|\d+ targets? failed)/m.test(stderr);
}

/** Names of tests that failed; where none says so, of the programs that ended badly. */
function failuresIn({ failures }: Said, stderr: string): string[] {
  if (failures.length > 0) return failures;
  const programs = stderr.matchAll(/^error: test failed, to rerun pass [`'](.+)[`']$|^ {4}`(.+)`$/gm);
  return [...new Set(Array.from(programs, ([, one, other]) => one ?? other ?? ''))].slice(0, 10);
}

/** How tests that ended well left something unsaid; `undefined` where they did not. */
function muteness({ spoke, unfinished }: Said, programs: number): string | undefined {
  if (programs === 0) return 'there is no test program';
  if (unfinished > 0) return `${unfinished} of ${programs} test programs ended without saying how their tests ended`;
  if (spoke === 0) return 'no test program printed a result';
  return spoke < programs ? `only ${spoke} of ${programs} test programs printed a result` : undefined;
}
