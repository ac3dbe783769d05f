import type { Clause, Rule } from '@assay/check';

/** The levels of each standard with the rank of each, as `@assay/policy` has them. */
export type Standards = Readonly<Record<string, readonly { name: string; rank: string }[]>>;

/**
 * One rule in full, as Markdown: what `assay explain` prints and the rule's page in the documentation holds. With `standards`
 * the table of severities names the levels that each rank stands for. The example comes out of the rule's own controls.
 */
export function explainRule(rule: Rule<unknown>, standards: Standards = {}): string {
  const former = rule.aliases?.map((alias) => `\`${alias}\``).join(', ');
  return `${[
    `# \`${rule.id}\``,
    `**${rule.title}.**${former === undefined || former === '' ? '' : ` Formerly ${former}.`}`,
    `## Why\n\n${rule.why}`,
    `## Repair\n\n${rule.repair}`,
    `## Example\n\n${example(rule)}`,
    `## Severity\n\n${severities(rule, standards)}`,
    `## Clauses\n\n${clauses(rule.clauses)}`,
  ].join('\n\n')}\n`;
}

/** What the rule says of the facts that its first control of the raising kind holds. */
function example(rule: Rule<unknown>): string {
  const [instance] = rule.find(rule.controls.raises[0]);
  if (instance === undefined) throw new Error(`${rule.id}: the first control that should raise the rule does not`);
  const lines = `${rule.message(instance.data)}\n${rule.remedy(instance.data)}`.split('\n');
  return lines.map((line) => `    ${line}`).join('\n');
}

function severities({ severity }: Pick<Rule, 'severity'>, standards: Standards): string {
  const names = Object.keys(standards);
  const rows = Object.entries(severity).map(([rank, how]) => [
    rank,
    how,
    ...names.map((standard) => levelsAt(standards[standard] ?? [], rank) || '–'),
  ]);
  return table(['rank', 'severity', ...names], rows);
}

function levelsAt(levels: Standards[string], rank: string): string {
  return levels
    .filter((level) => level.rank === rank)
    .map((level) => level.name)
    .join(', ');
}

/** Clauses were not read in the standards themselves, so how each is known stands beside it. */
function clauses(all: readonly Clause[]): string {
  if (all.length === 0) return 'No clause of a standard is claimed for this rule.';
  return table(
    ['standard', 'clause', 'how it is known'],
    all.map(({ standard, clause, confidence }) => [standard, clause, confidence]),
  );
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [row(heads), row(heads.map(() => '---')), ...rows.map(row)].join('\n');
}
