import { count, formatPlace } from '@assay/evidence';
import type { Block, Change, PlanDocument } from './document.js';

/** The plan for a terminal or a log: plain text, which whoever prints it makes safe. */
export function planInWords(plan: PlanDocument): string {
  return [
    headline(plan),
    ...plan.changes.map(changeLine),
    ...section('in manifests, which no lock file can mend:', plan.manifests.map(manifestLine)),
    ...section('learnt on the way:', plan.learnt.map(learntLine)),
    ...section('proof:', proofLines(plan)),
    ...section('does not compile, whatever is locked:', plan.proof.failures.map(failureLine)),
    ...plan.blocks.flatMap(blockLines),
    ...section(
      'ways out, the cheapest first, each found by searching again and not compiled:',
      plan.waysOut.map(({ what }) => what),
    ),
    ...plan.gaps.flatMap(({ what, why, remedy }) => [`? gap: ${what}`, `    ${why}`, `    repair: ${remedy}`]),
    ...section('to know:', notes(plan)),
    ...section('apply it with assay msrv plan --write, or in this order with:', plan.commands),
  ].join('\n');
}

/** What makes text safe for Markdown. */
export interface SafeMarkdown {
  text(text: string): string;
  code(text: string): string;
}

/** The plan for a step summary. */
export function planInMarkdown(plan: PlanDocument, { text, code }: SafeMarkdown): string {
  const rows = plan.changes.map(
    ({ name, from, to, why }) => `| ${code(name)} | ${text(from ?? 'new')} | ${text(to ?? 'none')} | ${text(why)} |`,
  );
  const told = [
    ...plan.manifests.map(manifestLine),
    ...proofLines(plan),
    ...plan.blocks.flatMap(blockLines).map((line) => line.trim()),
    ...plan.waysOut.map(({ what }) => what),
    ...notes(plan),
  ];
  return [
    '### The way back to the baseline',
    text(headline(plan)),
    ...(rows.length === 0 ? [] : [['| package | from | to | why |', '|---|---|---|---|', ...rows].join('\n')]),
    [...told, ...plan.gaps.map(({ what, why, remedy }) => `${what}: ${why}; ${remedy}`)]
      .map((line) => `- ${text(line)}`)
      .join('\n'),
    ...(plan.commands.length === 0
      ? []
      : [['In this order:', '', ...plan.commands.map((line) => `    ${line}`)].join('\n')]),
  ].join('\n\n');
}

function headline(plan: PlanDocument): string {
  const { outcome, members, manifests, blocks } = plan;
  const baselines = [...new Set(members.map(({ baseline }) => baseline))].join(', ');
  const proved = `every member compiles with its baseline (${baselines})`;
  const once = manifests.length === 0 ? '' : ', once it declares a rust-version that is not above it';
  switch (outcome) {
    case 'kept':
      return `Cargo.lock is right as it is: ${proved}${once}`;
    case 'planned':
      return `${whatChanges(plan)}, and ${proved}${once}`;
    case 'blocked':
      return blocks.length === 0
        ? `no lock file will do: what does not compile with its baseline (${baselines}) is no matter of versions`
        : `no lock file will do for the baseline (${baselines})`;
    case 'not-established':
      return `no plan could be proved for the baseline (${baselines})`;
  }
}

function whatChanges({ changes, lock }: PlanDocument): string {
  const format = lock === null || lock.format === lock.before ? '' : `format ${lock.format} instead of ${lock.before}`;
  if (changes.length === 0) return `Cargo.lock in ${format}`;
  return `${count(changes.length, 'change')} of Cargo.lock${format === '' ? '' : `, in ${format}`}`;
}

function changeLine({ name, from, to, why, declares }: Change): string {
  if (from === null) return `  + ${name} ${to}: ${why}`;
  if (to === null) return `  - ${name} ${from}: ${why}`;
  return `  ${name} ${from} → ${to}: ${why}${declares === null ? '' : ` (${to} declares ${declares})`}`;
}

function manifestLine({ path, declares, baseline }: PlanDocument['manifests'][number]): string {
  return `${path} declares rust-version ${declares}: set it to ${baseline} or lower; until then Cargo ${baseline} refuses the package whatever is locked`;
}

function learntLine({ name, version, reason }: PlanDocument['learnt'][number]): string {
  return `${name} ${version} ${reason}`;
}

function proofLines({ proof }: PlanDocument): string[] {
  const runs = proof.runs.map(({ member, compiler, rust, features, outcome }) => {
    return `${member}, ${features}: ${outcome.replace('-', ' ')} with rustc ${compiler?.release ?? rust}${compiler?.commit == null ? '' : ` (${compiler.commit.slice(0, 9)})`}`;
  });
  const pinned = proof.pinned.length === 0 ? [] : [`${proof.pinned.join(', ')}: compiled with the pinned compiler too`];
  const compiled = proof.compilations === 0 ? [] : [`${count(proof.compilations, 'lock file')} compiled`];
  return [...runs, ...pinned, ...compiled];
}

function failureLine({
  package: id,
  rust,
  message,
  code,
  errors,
  at,
  reason,
}: PlanDocument['proof']['failures'][number]): string {
  const place = at === null ? '' : ` at ${formatPlace(at)}`;
  const more = errors > 1 ? `, and ${errors - 1} more` : '';
  const since =
    reason === null
      ? ''
      : `; likely it needs ${reason.what}${reason.since === null ? '' : `, which came with Rust ${reason.since}`}`;
  return `${id} with ${rust}: ${message.split('\n')[0]}${code === null ? '' : ` (${code})`}${place}${more}${since}`;
}

function blockLines({ member, baseline, steps }: Block): string[] {
  return [
    `what stands in the way of ${member} and its baseline ${baseline}:`,
    ...steps.flatMap(({ by, requires, versions }, depth) => {
      const indent = '  '.repeat(depth + 1);
      return [`${indent}${by} requires ${requires}:`, ...versions.map((line) => `${indent}  ${line}`)];
    }),
  ];
}

function notes({ advisories, yanked, testsHeld, tried, outcome }: PlanDocument): string[] {
  const isPlan = outcome === 'kept' || outcome === 'planned';
  return [
    advisories === 'consulted'
      ? 'no change brings in an advisory of the database that the policy names'
      : 'advisories were not consulted: the policy names no database ([msrv] advisories)',
    ...(yanked.length === 0 ? [] : [`stays though it was yanked: ${yanked.join(', ')}`]),
    ...(testsHeld ? [] : ['what only tests, examples and benches need does not fit the baseline']),
    ...(isPlan
      ? []
      : [
          `${tried.complete ? 'the search was complete' : 'the search was not complete'}: ${tried.versions} versions looked at, ${tried.conflicts} conflicts`,
        ]),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}
