import { describeSubject, type Finding, formatPlace, type Gap } from '@assay/evidence';
import { XMLBuilder } from 'fast-xml-parser';
import { obstacles, type Report, type Section, sections } from './report.js';
import { xmlAttribute, xmlText } from './safe.js';
import { describeDeviation } from './words.js';

/** A finding or gap as JUnit's failure or error. */
interface Trouble {
  '@type': string;
  '@message': string;
  '#text': string;
}

interface TestCase {
  '@classname': string;
  '@name': string;
  skipped?: { '@message': string };
  error?: Trouble[];
  failure?: Trouble[];
  'system-out'?: string;
}

/**
 * The report as JUnit XML: a suite for each check, a case for each rule, a failure for each finding of severity error.
 * Deviated findings and warnings do not fail the verdict and so no case: they stand in its `system-out`. Gaps are the errors
 * of a case of their own. No times: the same report gives the same bytes.
 */
export function renderJUnit(report: Report): string {
  const suites = sections(report).map(suite);
  const sum = (count: keyof Counts) => suites.reduce((total, each) => total + each[count], 0);
  const builder = new XMLBuilder({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    format: true,
    suppressBooleanAttributes: false,
    suppressEmptyNode: true,
  });
  return builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    testsuites: {
      '@name': 'Assay',
      '@tests': sum('@tests'),
      '@failures': sum('@failures'),
      '@errors': sum('@errors'),
      '@skipped': sum('@skipped'),
      testsuite: suites,
    },
  });
}

type Counts = Record<'@tests' | '@failures' | '@errors' | '@skipped', number>;

/** The counts are of cases, as test runners count: a case with three failures is one failed test. */
function suite(section: Section): Counts & { '@name': string; testcase: TestCase[] } {
  const testcase = [...knownCase(section), ...ruleCases(section)];
  const having = (part: keyof TestCase) => testcase.filter((each) => each[part] !== undefined).length;
  return {
    '@name': xmlAttribute(section.check),
    '@tests': testcase.length,
    '@failures': having('failure'),
    '@errors': having('error'),
    '@skipped': having('skipped'),
    testcase,
  };
}

/** Was everything known that the check needed to know? */
function knownCase(section: Section): TestCase[] {
  const gaps = obstacles(section);
  const name = { '@classname': xmlAttribute(section.check), '@name': 'everything needed is known' };
  return [gaps.length === 0 ? name : { ...name, error: gaps.map(gapTrouble) }];
}

function ruleCases({ check, predicate: { rules, findings } }: Section): TestCase[] {
  const statuses = new Map(rules.map((status) => [status.id, status]));
  return [...new Set([...statuses.keys(), ...findings.map(({ rule }) => rule)])].map((id) => {
    const found = findings.filter(({ rule }) => rule === id);
    const status = statuses.get(id);
    const failing = found.filter(({ severity, deviation }) => severity === 'error' && deviation === null);
    const standing = found.filter((finding) => !failing.includes(finding));
    return {
      '@classname': xmlAttribute(check),
      '@name': xmlAttribute(id),
      ...(status?.applied === false && found.length === 0
        ? { skipped: { '@message': xmlAttribute(status.because) } }
        : {}),
      ...(failing.length === 0 ? {} : { failure: failing.map(findingTrouble) }),
      ...(standing.length === 0 ? {} : { 'system-out': xmlText(standing.map(standingText).join('\n\n')) }),
    };
  });
}

function findingTrouble(finding: Finding): Trouble {
  const message = `${describeSubject(finding.subject)}: ${finding.message}`;
  return { '@type': xmlAttribute(finding.key), '@message': xmlAttribute(message), '#text': xmlText(inFull(finding)) };
}

function gapTrouble({ what, why, remedy, at }: Gap): Trouble {
  const text = [...(at === undefined ? [] : [formatPlace(at)]), why, `Repair: ${remedy}`].join('\n');
  return { '@type': 'gap', '@message': xmlAttribute(what), '#text': xmlText(text) };
}

function standingText(finding: Finding): string {
  const { deviation, severity } = finding;
  const standing = deviation === null ? severity : `deviated by ${describeDeviation(finding)}: ${deviation.rationale}`;
  return `${standing}\n${finding.key}\n${inFull(finding)}`;
}

function inFull({ subject, at, message, because, remedy }: Finding): string {
  const asked = because.map(
    ({ at: place, note }) => `Because ${place === undefined ? '' : `${formatPlace(place)}: `}${note}`,
  );
  return [`${formatPlace(at)}: ${describeSubject(subject)}: ${message}`, ...asked, `Repair: ${remedy}`].join('\n');
}
