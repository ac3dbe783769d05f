import { byCodeUnit } from '@assay/evidence';
import type { Anchors, ToolResult } from '@assay/host';
import { steadyText } from './words.js';

/** What Cargo says of its own work: another time it finds everything built. */
const progress =
  /^ +(?:Compiling|Finished|Blocking|Fresh|Checking|Dirty|Downloading|Downloaded|Updating|Locking|Adding|Waiting|Building) /;

/** Characters of a stream that are kept: more than the tests of the largest known workspaces print. */
const KEPT = 4 * 1024 * 1024;

/**
 * What a run printed, in a form that is the same every time: without durations, folders and Cargo's progress, the lines of libtest's tests
 * sorted, which run side by side, and what failing ones printed likewise.
 */
export function steadyLog(command: string, { status, stdout, stderr }: ToolResult, anchors: Anchors): string {
  const parts = [stderr, stdout].map((text) => lines(steadyText(text, anchors)).join('\n').trim());
  return [`$ ${command}`, ...parts.filter((part) => part !== '').map(shortened), `exit ${status}`].join('\n');
}

/** The beginning and the end, where it is longer than what is kept. */
function shortened(text: string): string {
  if (text.length <= KEPT) return text;
  const left = `(${text.length - KEPT} characters are left out here)`;
  return [text.slice(0, KEPT / 2), left, text.slice(-KEPT / 2)].join('\n');
}

function lines(text: string): string[] {
  const kept = text
    .split(/\r?\n/)
    .filter((line) => !progress.test(line))
    .map((line) => line.replace(/(?:; finished in [\d.]+s| <[\d.]+s>)$/, ''));
  return sortedSections(sortedRuns(kept));
}

/** Lines of tests that stand together, sorted. */
function sortedRuns(all: readonly string[]): string[] {
  const sorted: string[] = [];
  let run: string[] = [];
  for (const line of all) {
    if (/^test .+ \.\.\. /.test(line)) {
      run.push(line);
      continue;
    }
    sorted.push(...run.sort(byCodeUnit), line);
    run = [];
  }
  return [...sorted, ...run.sort(byCodeUnit)];
}

/** What each failing test printed, from its heading `---- NAME stdout ----` to the next or to the list `failures:`, sorted. */
function sortedSections(all: readonly string[]): string[] {
  const sorted: string[] = [];
  let sections: string[][] = [];
  const flush = () => {
    // One empty line after each: the last has one more, whichever it is.
    const texts = sections.map((section) => `${section.join('\n').trimEnd()}\n`).sort(byCodeUnit);
    sorted.push(...texts.flatMap((text) => text.split('\n')));
    sections = [];
  };
  for (const line of all) {
    if (/^---- .+ (?:stdout|stderr) ----$/.test(line)) sections.push([line]);
    else if (line === 'failures:' || sections.length === 0) {
      flush();
      sorted.push(line);
    } else sections.at(-1)?.push(line);
  }
  flush();
  return sorted;
}
