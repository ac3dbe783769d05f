import { canonicalJson, count, formatPlace, type Statement, type VerifiedSignature } from '@assay/evidence';
import { inertLine, visible } from '@assay/report';
import type { Problem } from './problem.js';
import type { Verification } from './verification.js';

/** Problems that are shown in full; the rest is counted. A damaged bundle may have as many as entries. */
const SHOWN = 100;

/** A verification in lines for people: first the verdict, then why, then what the bundle is. Ends with a newline. */
export function describeVerification(verification: Verification): string {
  const { verdict, reason, problems, doubts, notes } = verification;
  const lines = [
    `${verdict}: ${reason}`,
    ...section('problem', problems),
    ...section('doubt', doubts),
    ...(notes.length === 0 ? [] : ['', ...notes.map((note) => `note: ${note}`)]),
    ...identity(verification),
  ];
  // Names and messages come out of the bundle.
  return lines.map((line) => `${inertLine(visible(line).replaceAll('\n', '\\n'))}\n`).join('');
}

/** A verification as one JSON document, without the facts. */
export function verificationJson(verification: Verification): string {
  const { statements, ...rest } = verification;
  return canonicalJson({ ...rest, evidence: statements.map(summary) });
}

function section(noun: string, problems: readonly Problem[]): string[] {
  if (problems.length === 0) return [];
  const shown = problems
    .slice(0, SHOWN)
    .flatMap(({ where, what, remedy }) => [`  ${where}: ${what}`, ...(remedy === undefined ? [] : [`    ${remedy}`])]);
  const rest = problems.length - SHOWN;
  return ['', `${count(problems.length, noun)}:`, ...shown, ...(rest > 0 ? [`  and ${rest} more`] : [])];
}

function identity(verification: Verification): string[] {
  const { problems, subject, project, asOf, run, assay, statements, sha256, signature } = verification;
  const digest = [`bundle    sha256 ${sha256}`, ...(signature === undefined ? [] : describeSignature(signature))];
  if (subject === undefined || project === undefined || assay === undefined) return ['', ...digest];
  const [[kind, value] = ['', '']] = Object.entries(subject.digest);
  return [
    '',
    ...(problems.length === 0 ? [] : ['What the bundle says of itself, which is not to be believed:']),
    `project   ${project.name}, ${project.standard}, ${project.level}`,
    `subject   ${kind} ${value}`,
    `as of     ${asOf}, by Assay ${assay.version}`,
    ...(run === undefined ? [] : [`run       ${run}`]),
    ...statements.map(
      ({ predicate }) =>
        `evidence  ${predicate.check}: ${predicate.verdict}, ${predicate.reason}, ${predicate.examined} examined`,
    ),
    ...digest,
  ];
}

/** A signature that is admitted, in lines of two columns: who, when, and by which entry of the trust file. */
export function describeSignature({ signer, time, admittedBy, predicateType }: VerifiedSignature): string[] {
  const when = time === null ? 'at a time that no trusted clock tells' : `at ${time.at} (${time.by})`;
  const statement = `          statement ${predicateType}`;
  const entry = `admitted  by [[${admittedBy.table}]] ${admittedBy.name}, ${formatPlace(admittedBy.at)}`;
  if (signer.kind === 'key') {
    return [
      `signed    by the key ${admittedBy.name}, ${when}`,
      `key       ${signer.algorithm}, sha256 ${signer.sha256}`,
      statement,
      entry,
    ];
  }
  const { workflow, issuer, repository, commit, ref, caller, run } = signer;
  return [
    `signed    by ${workflow}, ${when}`,
    ...[
      ['for', repository],
      ['commit', commit],
      ['ref', ref],
      ['called by', caller],
      ['run', run],
      ['issuer', issuer],
    ].flatMap(([name = '', value]) => (value === undefined ? [] : [`          ${name} ${value}`])),
    statement,
    entry,
  ];
}

function summary({ predicate }: Statement) {
  const { check, verdict, reason, examined, findings, gaps } = predicate;
  return { check, verdict, reason, examined, findings: findings.length, gaps: gaps.length };
}
