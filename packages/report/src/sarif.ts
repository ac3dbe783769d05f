import { type Finding, type Gap, judgeAll } from '@assay/evidence';
import type { Invocation, Location, Log, Notification, Result } from 'sarif';
import { obstacles, type Report, type Section, sections } from './report.js';
import { oneLine, visible } from './safe.js';
import { sarifLocation } from './sarif-place.js';
import { ruleTable } from './sarif-rules.js';
import { describeDeviation, identify } from './words.js';

/** Where a reader learns what Assay is. */
const HOME = 'https://github.com/assay-rs/assay';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/**
 * The report as SARIF 2.1.0, one run: the rules of all checks, a result for each finding (deviated ones suppressed, with the
 * deviation as justification), and a notification for each gap. A run with a gap is not a successful execution.
 */
export function renderSarif(report: Report): string {
  const all = sections(report);
  const { rules, indexOf } = ruleTable(report);
  const { assay } = identify(report);
  const log: Log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'Assay', informationUri: HOME, ...(assay === '' ? {} : { version: oneLine(assay) }), rules },
        },
        // Code scanning takes what stands before the last slash as the category: checks published apart stay apart.
        automationDetails: { id: `assay/${all.map(({ check }) => oneLine(check)).join('+')}/` },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the workspace.' } } },
        invocations: [invocation(all)],
        results: all.flatMap(({ predicate }) =>
          predicate.findings.map((finding) => result(finding, indexOf(finding.rule))),
        ),
      },
    ],
  };
  // Every text at once, ids and words of rules as well: half a character, which strict readers refuse, is in none.
  return `${JSON.stringify(log, (_, value) => (typeof value === 'string' ? visible(value) : value), 2)}\n`;
}

function result(finding: Finding, ruleIndex: number): Result {
  const { key, rule, severity, subject, at, because, deviation } = finding;
  const { kind, name, version } = subject;
  const logical = { name: oneLine(name), kind };
  return {
    ruleId: rule,
    ruleIndex,
    kind: 'fail',
    level: severity,
    message: { text: wording(finding) },
    locations: [{ ...sarifLocation(at), logicalLocations: [logical] }],
    relatedLocations: because.flatMap(({ at: place, note }): Location[] =>
      place === undefined ? [] : [{ ...sarifLocation(place), message: { text: note } }],
    ),
    partialFingerprints: { 'assayKey/v1': key },
    suppressions:
      deviation === null
        ? []
        : [
            {
              kind: 'external',
              status: 'accepted',
              justification: `${describeDeviation(finding)}: ${deviation.rationale}`,
            },
          ],
    properties: { subject: { ...logical, version } },
  };
}

/** The message, the reasons that have no place of their own, and the remedy. */
function wording({ message, because, remedy }: Finding): string {
  const notes = because.filter(({ at }) => at === undefined).map(({ note }) => `Because ${note}`);
  return [message, ...notes, `Repair: ${remedy}`].join('\n');
}

function invocation(all: readonly Section[]): Invocation {
  const gaps = all.flatMap((section) => obstacles(section).map((gap) => notification(section.check, gap)));
  if (all.length === 0) gaps.push({ level: 'error', message: { text: 'there is no evidence' } });
  return {
    executionSuccessful: gaps.length === 0,
    toolExecutionNotifications: gaps,
    properties: { verdict: judgeAll(all.map(({ predicate }) => predicate.verdict)) },
  };
}

function notification(check: string, { what, why, remedy, at }: Gap): Notification {
  return {
    level: 'error',
    message: { text: `${check}: ${what}: ${why}\nRepair: ${remedy}` },
    ...(at === undefined ? {} : { locations: [sarifLocation(at)] }),
  };
}
