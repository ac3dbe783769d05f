import type { Deviation } from '@assay/evidence';
import { normalisedText } from '@assay/obligations';
import type { Justification } from './facts.js';
import { shortDigest } from './short-digest.js';
import type { Measured } from './sources/classify.js';

/** The rule whose deviations are justifications. */
export const JUSTIFIED_RULE = 'coverage/unreached';

/** The justifications of the policy, each with the source that it speaks of as it is now. */
export function justificationsOf(deviations: readonly Deviation[], sources: readonly Measured[]): Justification[] {
  return deviations
    .filter(({ rule }) => rule === JUSTIFIED_RULE)
    .map(({ id, at, scope }) => {
      const item = scope.item ?? scope.file ?? scope.package ?? scope.target ?? scope.workspace ?? '';
      const place = scope.item === undefined ? undefined : placeOf(scope.item, sources);
      return {
        ...{ deviation: id, at, item, stated: scope.version ?? null },
        actual: place?.digest ?? null,
        path: place?.path ?? null,
        lines: place === undefined ? null : [...place.lines],
      };
    });
}

interface JustifiedPlace {
  path: string;
  lines: readonly [number, number];
  digest: string;
}

/**
 * `src/lib.rs::Type::method`, or `src/lib.rs:10-14`; `undefined` where there is no such function, or several, or no
 * such lines.
 */
function placeOf(item: string, sources: readonly Measured[]): JustifiedPlace | undefined {
  for (const source of sources) {
    const rest = item.startsWith(source.path) ? item.slice(source.path.length) : '';
    const span = rest.startsWith('::') ? functionSpan(source, rest.slice(2)) : lineSpan(source, rest);
    if (span === undefined) continue;
    const digest = shortDigest(normalisedText(source.text, span));
    return { path: source.path, lines: [span.line, span.endLine], digest };
  }
  return undefined;
}

function functionSpan({ obligations }: Measured, name: string) {
  const [only, ...others] = obligations.functions.filter((each) => each.name === name);
  return others.length === 0 ? only?.span : undefined;
}

function lineSpan({ text }: Measured, rest: string) {
  const [, from, to = from] = /^:([1-9]\d*)(?:-([1-9]\d*))?$/.exec(rest) ?? [];
  if (from === undefined || to === undefined) return undefined;
  const lines = text.split('\n');
  const [line, endLine] = [Number(from), Number(to)];
  const last = lines[endLine - 1];
  if (last === undefined || endLine < line) return undefined;
  return { line, column: 1, endLine, endColumn: Buffer.byteLength(last) + 1 };
}
