import { describeSubject, type Finding, formatPlace, type Gap, type Place } from '@assay/evidence';
import { bearings, obstacles, type Report, type RuleGroup, sections, split } from './report.js';
import { oneLine, shorten, visible } from './safe.js';
import { describeDeviation } from './words.js';

export type AnnotationKind = 'error' | 'warning' | 'notice';

/** A message that a runner shows at a line of a file. Data only: who publishes it escapes it for the runner. */
export interface Annotation {
  kind: AnnotationKind;
  title: string;
  message: string;
  /** Relative to the workspace root; absent where the place is not in the workspace. */
  file?: string;
  line?: number;
  column?: number;
}

/** The runner cuts a message after this many characters (actions/runner, ExecutionContext.cs). */
const MESSAGE_LIMIT = 4096;

/** The longest title of GitHub's checks API. */
const TITLE_LIMIT = 255;

const kindOf = { error: 'error', warning: 'warning', deviated: 'notice' } as const;

/**
 * The findings and gaps as annotations: gaps and errors are errors (gaps first), deviated findings are notices. At most
 * `perKind` (1 or more) of each kind; where there are more, the last of that kind says how many are not shown.
 */
export function annotations(report: Report, { perKind }: { perKind: number }): Annotation[] {
  const all = sections(report);
  const found = (wanted: (typeof bearings)[number]) =>
    all.flatMap(({ groups }) => groups.filter(({ bearing }) => bearing === wanted)).flatMap(ofGroup);
  const gaps = all.flatMap((section) => obstacles(section).map((gap) => ofGap(section.check, gap)));
  return bearings.flatMap((bearing) =>
    limited(bearing === 'error' ? [...gaps, ...found(bearing)] : found(bearing), kindOf[bearing], perKind),
  );
}

function limited(all: readonly Annotation[], kind: AnnotationKind, perKind: number): Annotation[] {
  if (all.length <= perKind) return [...all];
  const { first, rest } = split(all, perKind - 1);
  const message = `and ${rest.length} more: see the step summary or the report for all ${all.length}`;
  return [...first, { kind, title: `${rest.length} more ${kind}s`, message }];
}

function ofGroup({ rule, bearing, findings }: RuleGroup): Annotation[] {
  return findings.map((finding) => ({
    ...head(kindOf[bearing], `${finding.rule}: ${rule.title}`, messageOf(finding)),
    ...position(finding.at),
  }));
}

function ofGap(check: string, { what, why, remedy, at }: Gap): Annotation {
  return { ...head('error', `${check}: gap`, `${what}: ${why}\nRepair: ${remedy}`), ...position(at) };
}

function head(kind: AnnotationKind, title: string, message: string): Annotation {
  return { kind, title: shorten(oneLine(title), TITLE_LIMIT), message: shorten(visible(message), MESSAGE_LIMIT) };
}

function messageOf(finding: Finding): string {
  const { subject, at, because, message, remedy, deviation } = finding;
  const where = inWorkspace(at) ? '' : ` (${formatPlace(at)})`;
  const asked = because.map(
    ({ at: place, note }) => `Because ${place === undefined ? '' : `${formatPlace(place)}: `}${note}`,
  );
  const closing =
    deviation === null ? `Repair: ${remedy}` : `Deviation ${describeDeviation(finding)}: ${deviation.rationale}`;
  return [`${describeSubject(subject)}${where}: ${message}`, ...asked, closing].join('\n');
}

/** Places under `$CARGO_HOME/` and the like are in nobody's repository. */
function inWorkspace(at: Place): boolean {
  return !at.path.startsWith('$');
}

function position(at: Place | undefined): Pick<Annotation, 'file' | 'line' | 'column'> {
  if (at === undefined || !inWorkspace(at)) return {};
  return {
    file: oneLine(at.path),
    ...(at.line === undefined ? {} : { line: at.line }),
    ...(at.line === undefined || at.column === undefined ? {} : { column: at.column }),
  };
}
