import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { realHost } from '@assay/host';
import { checkNamed, openWorkspace } from '@assay/pipeline';
import { expect, it, onTestFinished, vi } from 'vitest';
import { copyOf } from './support/command.js';
import { llvmVariables } from './support/llvm.js';
import { type Branches, type LlvmRecords, readLines, readLlvmRecords } from './support/llvm-records.js';
import {
  byFunction,
  differing,
  type Explanation,
  executed,
  explainRows,
  explainStatement,
  explainValue,
  fitsRegions,
  linesOf,
  type Obligation,
  rules,
  startOf,
} from './support/llvm-rules.js';
import { fetchApplication, libraries } from './support/published.js';
import { root } from './support/repository.js';

interface Condition extends Omit<Obligation, 'state'> {
  whenTrue: string;
  whenFalse: string;
}

interface FileFacts {
  path: string;
  functions: (Obligation & { name: string })[];
  statements: Obligation[];
  decisions: { kind: string; conditions: Condition[] }[];
}

interface Facts {
  runs: { outcome: string; passed: number; objects: { sha256: string }[] }[];
  files: FileFacts[];
  leftOut: { path: string; lines: [number, number] | null; because: string }[];
}

const policy = `[project]
name = "published"
standard = "ISO 26262"
level = "ASIL D"

[baseline]
rust = "1.95.0"
`;

const documentation = readFileSync(join(root, 'docs/coverage.md'), 'utf8');

it.for(libraries)(
  '$name: each figure is that of LLVM, or differs by a rule that the documentation states',
  { timeout: 300_000 },
  async (library, { skip }) => {
    const variables = [...llvmVariables('22', skip), ['RUSTUP_TOOLCHAIN', '1.95.0'] as const];
    for (const [name, value] of variables) vi.stubEnv(name, value);
    onTestFinished(() => void vi.unstubAllEnvs());
    const { workspace, facts, lcov, llvm } = await measured(fetchApplication(library));
    const [run] = facts.runs;
    expect(run?.outcome).toBe('passed');
    expect(run?.passed).toBeGreaterThan(10);

    const own = new Map([...readLines(lcov)].map(([file, lines]) => [join(workspace, file), lines]));
    const compiled = new Map([...own].filter(([file]) => llvm.lines.has(file)));
    expect(compiled.size).toBeGreaterThan(0);
    expect(differing(compiled, llvm.lines)).toEqual([]);
    expect(
      [...llvm.lines.keys()].filter((file) => file.startsWith(workspace) && !isKnown(file, workspace, facts)),
    ).toEqual([]);

    const comparisons = facts.files.map((file) => compare(file, workspace, facts, llvm));
    expect(comparisons.flatMap(({ left }) => left)).toEqual([]);
    const explanations = comparisons.flatMap((comparison) => comparison.explanations);
    expect(explanations.filter((each) => each === 'agrees').length).toBeGreaterThan(300);
    // Where no line has code of several functions, the report's sums are ours; elsewhere it counts such a line once for each.
    for (const [file, lines] of compiled) {
      const instances = llvm.instances.filter((instance) => instance.file === file);
      expect(byFunction(instances), file).toEqual(llvm.report.get(file));
      expect(sumsOf(linesOf(instances)), file).toEqual(sumsOf(lines));
    }
  },
);

it.each(rules)('the documentation states the rule: %s', (rule) => {
  expect(documentation.includes(`_${rule}_`)).toBe(true);
});

interface Measured {
  workspace: string;
  facts: Facts;
  lcov: string;
  llvm: LlvmRecords;
}

/** Collects in a copy of a library, for a level that asks for everything, and reads what LLVM says of the same run. */
async function measured(sources: string): Promise<Measured> {
  const workspace = copyOf(sources);
  writeFileSync(join(workspace, 'assay.toml'), policy);
  const host = realHost({ signal: new AbortController().signal, progress: () => undefined });
  const opened = await openWorkspace(host, { workspace });
  const { collect } = checkNamed('coverage');
  const {
    facts,
    gaps,
    products = [],
  } = await collect(opened.world, opened.policy, opened.policy.settings.get('coverage'));
  expect(gaps).toEqual([]);
  const own = facts as Facts;
  const digests = new Set(own.runs.flatMap(({ objects }) => objects.map(({ sha256 }) => sha256)));
  const lcov = products.find(({ name }) => name === 'lcov.info')?.content ?? '';
  return { workspace, facts: own, lcov: lcov.toString(), llvm: readLlvmRecords(workspace, digests) };
}

/** Does the check list the file, to be measured or as left out? */
function isKnown(file: string, workspace: string, { files, leftOut }: Facts): boolean {
  const path = relative(workspace, file);
  return files.some((each) => each.path === path) || leftOut.some((each) => each.path === path && each.lines === null);
}

interface Comparison {
  explanations: Explanation[];
  /** What nothing explains, in words. */
  left: string[];
}

/** Every obligation of a file beside what LLVM says of it. */
function compare(file: FileFacts, workspace: string, { leftOut }: Facts, llvm: LlvmRecords): Comparison {
  const path = join(workspace, file.path);
  const source = readFileSync(path, 'utf8').split('\n');
  const instances = llvm.instances.filter((instance) => instance.file === path);
  const around = { source, lines: llvm.lines.get(path) ?? new Map<number, number>(), instances };
  const branches: Branches = llvm.branches.get(path) ?? new Map();
  const out: Comparison = { explanations: [], left: [] };
  const add = (explanation: Explanation, what: string) => {
    out.explanations.push(explanation);
    if (explanation === 'left') out.left.push(`${file.path}:${what}`);
  };

  const counts = new Map<string, number>();
  for (const instance of instances) {
    counts.set(startOf(instance), (counts.get(startOf(instance)) ?? 0) + instance.count);
  }
  for (const item of file.functions) {
    add(
      explainValue(item, counts.get(item.from.join(':')), false),
      `${item.from.join(':')} function ${item.name}: ${item.state}`,
    );
  }
  for (const statement of file.statements) {
    const words = `${statement.from.join(':')} statement: ${statement.state}`;
    const isAlone = file.statements.every((each) => each === statement || each.from[0] !== statement.from[0]);
    if (isAlone)
      add(explainStatement(statement, around), `${words}, and the line has ${around.lines.get(statement.from[0])}`);
    if (!fitsRegions(statement, around)) add('left', `${words}, against the regions in it`);
  }
  for (const { kind, conditions } of file.decisions) {
    for (const { from, to, whenTrue, whenFalse, why } of conditions) {
      const key = `${from.join(':')}-${to.join(':')}`;
      const row = branches.get(key);
      const isSingle = kind === 'assert' && conditions.length === 1;
      const explain = (state: string, count: number | undefined) =>
        add(
          explainValue({ state, ...(why === undefined ? {} : { why }) }, count, isSingle),
          `${key} ${kind}: ${state} and ${count}`,
        );
      explain(whenTrue, row?.true);
      explain(whenFalse, row?.false);
    }
  }
  const conditions = file.decisions.flatMap((decision) => decision.conditions);
  const known = new Set(conditions.map(({ from, to }) => `${from.join(':')}-${to.join(':')}`));
  const parts = leftOut.flatMap(({ path: other, lines }) => (other === file.path && lines !== null ? [lines] : []));
  for (const [key, explanation] of explainRows(branches, known, parts))
    add(explanation, `${key}: a row of no condition`);
  return out;
}

/** How many lines, and how many of them were executed. */
function sumsOf(lines: ReadonlyMap<number, number>): { count: number; covered: number } {
  return { count: lines.size, covered: executed(lines) };
}
