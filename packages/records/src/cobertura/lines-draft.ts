import { type LineCounts, LineCountsBuilder } from '../line-counts.js';
import { type BranchTally, compareTallies } from '../line-file.js';
import type { LineElement } from './line.js';

/**
 * Gathers lines. What is listed more than once for a file is one line of one run, so nothing is summed: of several hits the most are
 * kept, because each of them was seen; of several tallies what is sure of the branches.
 */
export class LinesDraft {
  readonly #hits = new Map<number, number>();
  readonly #tallies = new Map<number, BranchTally>();

  add({ line, hits, tally }: LineElement): void {
    this.#hits.set(line, Math.max(hits, this.#hits.get(line) ?? 0));
    if (tally === undefined) return;
    const before = this.#tallies.get(line);
    this.#tallies.set(line, before === undefined ? tally : narrower(before, tally));
  }

  /** Adds all lines of another. */
  addAll(other: LinesDraft): void {
    for (const element of other.elements()) this.add(element);
  }

  /** Adds the lines of another that are not here. */
  addMissing(other: LinesDraft): void {
    for (const element of other.elements()) {
      if (!this.#hits.has(element.line)) this.add(element);
    }
  }

  *elements(): Generator<LineElement, void, undefined> {
    for (const [line, hits] of this.#hits) yield { line, hits, tally: this.#tallies.get(line) };
  }

  lines(): LineCounts {
    const counts = new LineCountsBuilder();
    for (const [line, hits] of this.#hits) counts.add(line, hits);
    return counts.build();
  }

  tallies(): BranchTally[] {
    return [...this.#tallies.values()].sort(compareTallies);
  }
}

/** The fewer covered of the more. */
function narrower(a: BranchTally, b: BranchTally): BranchTally {
  return { line: a.line, covered: Math.min(a.covered, b.covered), total: Math.max(a.total, b.total) };
}
