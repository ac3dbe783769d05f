import type { Place } from '@assay/evidence';
import type { Location } from 'sarif';
import { oneLine } from './safe.js';

/**
 * A place as SARIF's location. Its URI is relative: to the workspace root, or, for a path under `$CARGO_HOME/` and the like,
 * to a base of that name.
 */
export function sarifLocation({ path, line, column }: Place): Pick<Location, 'physicalLocation'> {
  const [, variable, below] = /^\$([A-Z_]+)\/(.*)$/s.exec(path) ?? [];
  const region =
    line === undefined ? undefined : { startLine: line, ...(column === undefined ? {} : { startColumn: column }) };
  return {
    physicalLocation: {
      artifactLocation: { uri: relativeUri(below ?? path), uriBaseId: variable ?? '%SRCROOT%' },
      ...(region === undefined ? {} : { region }),
    },
  };
}

/** Percent-encoded; no scheme and no leading slash can come of it. `.` is the base itself. */
function relativeUri(path: string): string {
  const segments = oneLine(path)
    .split('/')
    .filter((segment) => segment !== '');
  return segments.length === 0 ? '.' : segments.map(encodeURIComponent).join('/');
}
