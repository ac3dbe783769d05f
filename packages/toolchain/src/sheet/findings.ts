import type { SheetSection } from '@assay/check';
import { type AppliedDeviation, type Finding, formatPlace } from '@assay/evidence';
import type { Match, ToolchainFacts } from '../facts.js';
import { knownProblem } from '../rules/known-problem.js';
import { knownToolProblem } from '../rules/known-tool-problem.js';
import { possibleProblem } from '../rules/possible-problem.js';
import { allowanceOf } from '../rules/problem.js';

/** The rules whose findings are about a known problem. */
const problemRules: readonly string[] = [knownProblem, knownToolProblem, possibleProblem].map(({ id }) => id);

/** Findings that are about no known problem; none, where there are none. */
export function otherFindings(findings: readonly Finding[]): SheetSection[] {
  const others = findings.filter(({ rule }) => !problemRules.includes(rule));
  if (others.length === 0) return [];
  const rows = others.map(({ rule, message, severity, deviation }) => [
    rule,
    message,
    deviation === null ? severity : describeDeviation(deviation),
  ]);
  return [{ title: 'Other findings', table: { columns: ['Rule', 'What is wrong', 'Severity or permission'], rows } }];
}

/** What is known to be wrong with the release, and who said what of it. */
export function problemsSection(facts: ToolchainFacts, findings: readonly Finding[]): SheetSection {
  const { problems, problemData } = facts;
  const { source, collected, rows, sha256 } = problemData;
  const origin = source === 'shipped' ? 'shipped with Assay' : `of ${source}`;
  const note = `Data ${origin}, collected on ${collected}, ${rows} rows, SHA-256 ${sha256}`;
  const title = `Known problems (${problems.length})`;
  if (problems.length === 0) return { title, note: `None. ${note}` };
  return {
    title,
    note,
    table: {
      columns: ['Problem', 'What', 'Disposition', 'Reason and approval'],
      rows: [...problems].sort(affectingFirst).map((match) => problemRow(match, facts, findings)),
    },
  };
}

function affectingFirst(a: Match, b: Match): number {
  return Number(a.match !== 'affects') - Number(b.match !== 'affects');
}

function problemRow({ problem, match }: Match, facts: ToolchainFacts, findings: readonly Finding[]): string[] {
  const { id, title, component, kind, fixedIn } = problem;
  const fix = fixedIn === null ? 'no fix known' : `fixed in ${fixedIn}`;
  return [id, `${title}\n${component}, ${kind}: ${match}, ${fix}`, ...standing(id, facts, findings)];
}

/** The disposition, and who said why until when. */
function standing(id: string, facts: ToolchainFacts, findings: readonly Finding[]): [disposition: string, by: string] {
  const finding = findings.find(({ rule, subject }) => subject.name === id && problemRules.includes(rule));
  const deviation = finding?.deviation ?? null;
  if (deviation !== null) return [deviation.disposition ?? 'not stated', describeDeviation(deviation)];
  const allowance = allowanceOf(facts, id);
  if (allowance === undefined) return ['none', ''];
  const allowed = `allowed in ${formatPlace(allowance)}`;
  return finding === undefined ? ['not stated', allowed] : ['none', `${allowed}, which does not suffice at this level`];
}

/** The reason, then on a line of its own who gave the permission until when. */
function describeDeviation({ id, rationale, approvedBy, expires }: AppliedDeviation): string {
  return `${rationale.trim()}\n${id}, approved by ${approvedBy}, until ${expires}`;
}
