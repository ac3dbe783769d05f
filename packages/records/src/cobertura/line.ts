import { saturated } from '../count.js';
import type { BranchTally } from '../line-file.js';
import { MAX_LINE } from '../span.js';

/** What a `line` element says. */
export interface LineElement {
  line: number;
  hits: number;
  /** Where branches leave the line, and were measured. */
  tally: BranchTally | undefined;
}

/**
 * Reads the attributes of a `line` element: number, hits, branch, condition-coverage. Gives what is wrong with them where something is.
 * Their sense is Cobertura’s: https://github.com/cobertura/cobertura/blob/master/cobertura/src/site/htdocs/xml/coverage-04.dtd
 */
export function readLine(attributes: Readonly<Record<string, string>>): LineElement | string {
  const line = wholeNumber(attributes.number);
  const hits = wholeNumber(attributes.hits);
  if (line === undefined || line < 1 || line > MAX_LINE) return `the number of a line is not from 1 to ${MAX_LINE}`;
  if (hits === undefined) return 'the hits of a line are not a whole number from 0 up';
  const tally = readTally(line, attributes);
  return typeof tally === 'string' ? tally : { line, hits: saturated(hits), tally };
}

/** The counts in `50% (1/2)`. Without them, a line with branches would look like one without. */
function readTally(line: number, attributes: Readonly<Record<string, string>>): BranchTally | string | undefined {
  const found = /\((\d+)\/(\d+)\)\s*$/.exec(attributes['condition-coverage'] ?? '');
  if (found === null) {
    const hasBranches = attributes.branch?.toLowerCase() === 'true';
    return hasBranches
      ? 'a line has branches, and its condition-coverage does not say how many: "50% (1/2)"'
      : undefined;
  }
  const [covered, total] = [saturated(Number(found[1])), saturated(Number(found[2]))];
  return covered <= total ? { line, covered, total } : 'a line has more branches covered than it has';
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
