import { addCounts } from './count.js';
import { GAP, HAS_COUNT, REGION_ENTRY, type Segments, SegmentsBuilder } from './segments.js';

/** What a segment can say of a place, the less first: nothing, how often a gap was crossed, how often code ran. */
const NOTHING = 0;
const OF_GAP = 1;
const OF_CODE = 2;

/** The flags of a segment that says so. */
const flagsFor = [0, HAS_COUNT | GAP, HAS_COUNT];

/**
 * The segments of two runs as one: a segment begins where one begins in either, and its count is the sum of what both count there.
 * Where one counts code and the other only a gap, or nothing, the code’s count stands: whatever crossed the gap did not run
 * that code. A region begins where it does in a run that has its say there. The order in which runs are merged does not matter.
 */
export function mergeSegments(a: Segments, b: Segments): Segments {
  const merged = new SegmentsBuilder();
  const one = new Cursor(a);
  const other = new Cursor(b);
  for (let next = nearer(one, other); next.hasNext; next = nearer(one, other)) {
    const { nextLine, nextColumn } = next;
    one.moveTo(nextLine, nextColumn);
    other.moveTo(nextLine, nextColumn);
    const says = Math.max(one.says, other.says);
    const flags = (flagsFor[says] ?? 0) | one.entryOf(says) | other.entryOf(says);
    merged.add(nextLine, nextColumn, addCounts(one.countOf(says), other.countOf(says)), flags);
  }
  return merged.build();
}

/** The one whose next segment comes first. */
function nearer(a: Cursor, b: Cursor): Cursor {
  return a.nextLine < b.nextLine || (a.nextLine === b.nextLine && a.nextColumn <= b.nextColumn) ? a : b;
}

/** Goes from segment to segment. */
class Cursor {
  /** What the segment says in which it is. */
  says = NOTHING;
  readonly #segments: Segments;
  #at = -1;
  /** Does the segment in which it is begin exactly where it is? */
  #isAtBegin = false;

  constructor(segments: Segments) {
    this.#segments = segments;
  }

  get hasNext(): boolean {
    return this.#at + 1 < this.#segments.length;
  }

  /** Where the next segment begins; beyond every line where there is none. */
  get nextLine(): number {
    return this.#segments.lines[this.#at + 1] ?? Number.POSITIVE_INFINITY;
  }

  get nextColumn(): number {
    return this.#segments.columns[this.#at + 1] ?? 0;
  }

  /** Goes on to a place that is not behind the next segment's. Of several segments that begin there, the last holds. */
  moveTo(line: number, column: number): void {
    this.#isAtBegin = false;
    while (this.nextLine === line && this.nextColumn === column) {
      this.#at += 1;
      this.#isAtBegin = true;
    }
    this.says = saying(this.#flags);
  }

  /** Its count, where it says just this. */
  countOf(says: number): number {
    return says === this.says ? (this.#segments.counts[this.#at] ?? 0) : 0;
  }

  /** {@link REGION_ENTRY} where it says just this and a region begins here. */
  entryOf(says: number): number {
    return says === this.says && this.#isAtBegin ? this.#flags & REGION_ENTRY : 0;
  }

  get #flags(): number {
    return this.#segments.flags[this.#at] ?? 0;
  }
}

function saying(flags: number): number {
  if ((flags & HAS_COUNT) === 0) return NOTHING;
  return (flags & GAP) === 0 ? OF_CODE : OF_GAP;
}
