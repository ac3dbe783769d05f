import { atLeast, mayBe } from './bounds.js';
import type { Diagram } from './diagram.js';
import type { Flow } from './flow.js';
import type { Path } from './paths.js';
import type { TestVector } from './records.js';
import { vectorOf } from './vector.js';

/** Was a vector executed? `no` when no evaluation can have been this one, `unknown` when the counts leave it open. */
export type Executed = 'yes' | 'no' | 'unknown';

/** A test vector, with what the counts tell of it. */
export interface Vector extends TestVector {
  readonly executed: Executed;
}

/** Turns paths that lead to an outcome into vectors, and remembers those it has seen. */
export function vectorReader(diagram: Diagram, flows: readonly Flow[]): (path: Path) => Vector {
  const seen = new Map<string, Vector>();
  return (path) => {
    const key = path.map(({ condition, value }) => `${condition}${value ? '+' : '-'}`).join('');
    const known = seen.get(key);
    if (known !== undefined) return known;
    const vector = { ...vectorOf(diagram, path), executed: executedIn(diagram, flows, path) };
    seen.set(key, vector);
    return vector;
  };
}

function executedIn(diagram: Diagram, flows: readonly Flow[], path: Path): Executed {
  const stages = path.map(diagram.stage);
  const possible = flows.filter((flow) => mayBe(flow, stages));
  if (possible.some((flow) => atLeast(diagram, flow, stages) > 0)) return 'yes';
  return possible.length > 0 ? 'unknown' : 'no';
}
