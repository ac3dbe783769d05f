import { execFileSync } from 'node:child_process';
import { details } from './details.mjs';
import { PINNED } from './run-command.mjs';

/** docs/plans.md. @param {readonly object[]} results as scripts/plans.mjs keeps them */
export function page(results) {
  const sections = ['kept', 'planned', 'blocked', 'not-established'].flatMap((outcome) => {
    const those = results.filter(({ own }) => own.plan.outcome === outcome);
    return outcome === 'kept' || those.length === 0 ? [] : [headings[outcome], '', ...those.flatMap(details)];
  });
  return `${[...introduction(results), ...table(results), '', ...sum(results), '', ...sections].join('\n').trimEnd()}\n`;
}

const headings = {
  planned: '## The ways back',
  blocked: '## Where there is none',
  'not-established': '## What could not be established',
};

function introduction(results) {
  const dates = results.map(({ date }) => date).sort();
  const days = [...new Set([dates[0], dates.at(-1)])].join(' to ');
  return [
    '# Plans for published applications',
    '',
    `What \`assay msrv plan\` answers, beside what Cargo's own resolver gives for the same baseline. Measured by \`npm run plans\`, ${days},`,
    `with ${compilers()}. The old compilers are Debian's builds.`,
    '',
    'An application is taken from crates.io in the version that is named, with the lock file that it ships. What has no version is a workspace made',
    'from published crates ([`scripts/plans/workspaces`](../scripts/plans/workspaces)), with a lock file of the newest releases of 2026-11-27.',
    '',
    'How to read it:',
    '',
    '- _findings_: of `assay msrv` before, nothing compiled: packages above the baseline, and in brackets all other findings.',
    '- _plan_: what `assay msrv plan` says. _Changes_: packages of `Cargo.lock` that have other versions than before, come or go, by name.',
    '  _Compiled_: how many lock files it compiled until one was proved. _Seconds_: of the whole command, from empty build folders,',
    '  on a machine that may have had other work: no figure to hold against another.',
    `- _proof_: the compilers with which the planned lock file compiles: the baseline and the pinned one (${PINNED}).`,
    '- _cargo_: `CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS=fallback cargo update` in another copy, in which the `rust-version` of the application is',
    '  the baseline, since Cargo asks nothing else; then `cargo check --locked` with the baseline and with the pinned compiler. _refused_: Cargo itself',
    '  refuses to build what declares more; nothing is compiled then, also not with the pinned compiler. _fails_: the package that does not compile.',
    '',
    'The newest versions that fit change with every release on crates.io: the sums stay alike, single versions may not. Repeat it with',
    '`npm run plans` (Debian 12, rustup, crates.io; about an hour on two cores), or `npm run plans -- NAME...` for some.',
    '',
  ];
}

function compilers() {
  const told = ['1.63.0', '1.85.0', PINNED].map((release) =>
    execFileSync('rustc', [`+${release}`, '-V'], { env: { ...process.env, RUSTUP_AUTO_INSTALL: '0' } })
      .toString()
      .trim(),
  );
  return `${told.slice(0, -1).join(', ')} and ${told.at(-1)}`;
}

function table(results) {
  return [
    '| workspace | packages | baseline | findings | plan | changes | compiled | seconds | proof | cargo: changes | baseline | pinned |',
    '|---|---|---|---|---|---|---|---|---|---|---|---|',
    ...results.map((result) => `| ${cells(result).join(' | ')} |`),
  ];
}

function cells({ subject, packages, own, cargo }) {
  const { plan, changed, findings, seconds } = own;
  const { name, version, baseline, members = {} } = subject;
  return [
    [name, version].filter(Boolean).join(' '),
    packages,
    [...new Set([...Object.values(members), baseline])].join(', '),
    findingsCell(findings),
    outcomeOf(plan),
    changed ?? (plan.outcome === 'kept' ? 0 : '–'),
    plan.proof.compilations,
    seconds.toFixed(1),
    proofCell(plan),
    cargo.changed,
    checkCell(cargo.onBaseline),
    cargo.onPinned === undefined ? '–' : checkCell([cargo.onPinned]),
  ];
}

function findingsCell(findings) {
  const { 'msrv/above-baseline': above = 0, ...others } = findings;
  const rest = Object.values(others).reduce((sum, count) => sum + count, 0);
  return rest === 0 ? above : `${above} (${rest})`;
}

function outcomeOf({ outcome, blocks }) {
  if (outcome === 'kept') return 'right as it is';
  if (outcome === 'planned') return '**solved**';
  if (outcome === 'not-established') return 'not established';
  return blocks.length === 0 ? 'no way: its own code' : 'no way';
}

function proofCell({ outcome, proof }) {
  if (outcome !== 'kept' && outcome !== 'planned') return '–';
  const releases = proof.runs.map(({ compiler, rust }) => compiler?.release ?? rust);
  return [...new Set([...releases, ...(proof.pinned.length === 0 ? [] : [PINNED])])].join(', ');
}

function checkCell(checks) {
  const failed = checks.find(({ outcome }) => outcome !== 'compiles');
  if (failed === undefined) return 'compiles';
  const [first, ...more] = failed.because;
  const what = first === undefined ? failed.error : `${first}${more.length === 0 ? '' : ` and ${more.length} more`}`;
  return failed.outcome === 'refused' ? `refused: ${what}` : `fails: ${what}`;
}

/** How many each of them solves. */
function sum(results) {
  const solvedBy = (isSolved) => results.filter(isSolved).length;
  const byAssay = ({ own }) => own.plan.outcome === 'kept' || own.plan.outcome === 'planned';
  const byCargo = ({ cargo }) =>
    [...cargo.onBaseline, ...(cargo.onPinned === undefined ? [] : [cargo.onPinned])].every(
      ({ outcome }) => outcome === 'compiles',
    );
  const both = results.filter((result) => byAssay(result) && byCargo(result));
  const [ours, theirs] = [
    both.reduce((total, { own }) => total + (own.changed ?? 0), 0),
    both.reduce((total, { cargo }) => total + cargo.changed, 0),
  ];
  return [
    `- Of ${results.length}, the plan gives **${solvedBy(byAssay)}** a lock file that compiles with the baseline and with the pinned compiler, Cargo's fallback **${solvedBy(byCargo)}**.`,
    `- Of the ${both.length} that both solve, the plans change **${ours}** packages in sum, Cargo's fallback **${theirs}**.`,
    `- Solved by Cargo's fallback and not by the plan: **${solvedBy((result) => byCargo(result) && !byAssay(result))}**.`,
  ];
}
