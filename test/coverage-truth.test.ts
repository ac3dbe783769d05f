import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realHost } from '@assay/host';
import { checkNamed, openWorkspace } from '@assay/pipeline';
import { expect, it, onTestFinished, vi } from 'vitest';
import { llvmVariables } from './support/llvm.js';

const folder = join(import.meta.dirname, 'truth');

type At = readonly [number, number];
interface Facts {
  files: {
    path: string;
    compiled: string;
    functions: { name: string; from: At; state: string }[];
    statements: { from: At; state: string }[];
    decisions: {
      kind: string;
      outcomes: { name: string; from: At; state: string }[];
      conditions: { text: string; from: At; whenTrue: string; whenFalse: string; mcdc: string }[];
    }[];
  }[];
}

it('agrees with every row of a truth that was derived by hand', async ({ skip }) => {
  for (const [name, value] of llvmVariables('22', skip)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const copy = realpathSync(mkdtempSync(join(tmpdir(), 'assay truth é ')));
  onTestFinished(() => rmSync(copy, { recursive: true }));
  cpSync(folder, copy, { recursive: true });
  const host = realHost({ signal: new AbortController().signal, progress: () => undefined });
  const { world, policy } = await openWorkspace(host, { workspace: copy });
  const check = checkNamed('coverage');
  const { facts, gaps } = await check.collect(world, policy, policy.settings.get('coverage'));
  expect(gaps).toEqual([]);
  const { files } = facts as Facts;
  const truth = readFileSync(join(folder, 'truth.txt'), 'utf8').trim().split('\n');
  expect(truth.length).toBeGreaterThan(200);
  expect(files.flatMap(rows).sort()).toEqual(truth.sort());
  const compiled = Object.fromEntries(files.map((file) => [file.path, file.compiled]));
  expect(compiled).toEqual({
    'src/lib.rs': 'yes',
    'src/nested/mod.rs': 'yes',
    'src/nested/deep.rs': 'yes',
    'src/left_behind.rs': 'by no build',
  });
});

/** The facts in the words of truth.txt. */
function rows({ path, functions, statements, decisions }: Facts['files'][number]): string[] {
  const at = ([line, column]: At) => `${path}:${line}:${column}`;
  return [
    ...functions.map(({ name, from, state }) => `${at(from)} function ${name}: ${state}`),
    ...statements.map(({ from, state }) => `${at(from)} statement: ${state}`),
    ...decisions.flatMap(({ kind, outcomes, conditions }) => [
      ...outcomes.map(({ name, from, state }) => `${at(from)} ${kind}, ${name}: ${state}`),
      ...conditions.flatMap(({ text, from, whenTrue, whenFalse, mcdc }) => [
        `${at(from)} ${text} is true: ${whenTrue}`,
        `${at(from)} ${text} is false: ${whenFalse}`,
        `${at(from)} ${text} matters: ${mcdc}`,
      ]),
    ]),
  ];
}
