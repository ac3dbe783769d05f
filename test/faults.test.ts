import { type Finding, formatPlace, type Gap } from '@assay/evidence';
import { checks } from '@assay/pipeline';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  applyEdit,
  checkOf,
  cleanWorkspaces,
  copyClean,
  type Fault,
  runCheckOn,
  seededFaults,
  snapshot,
} from './support/faults.js';

const faults = seededFaults();

beforeEach(() => {
  // Cargo waits between its attempts; what cannot be reached here is not reached later either.
  vi.stubEnv('CARGO_NET_RETRY', '0');
});

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('a clean workspace raises nothing', () => {
  it.each(cleanWorkspaces())('%s', async (name) => {
    const { folder, environment, remove } = await copyClean(name);
    try {
      stubAll(Object.entries(environment));
      const check = checkOf(name);
      const before = snapshot(folder, check);
      const { findings, examined, gaps } = await runCheckOn(checkNamed(check), folder);
      expect({ findings, gaps }).toEqual({ findings: [], gaps: [] });
      expect(examined).toBeGreaterThan(0);
      expect(snapshot(folder, check)).toEqual(before);
    } finally {
      remove();
    }
  });
});

describe('a seeded fault raises exactly what it says', () => {
  it.each(faults.map((fault) => [`${fault.check}/${fault.slug}`, fault] as const))('%s', async (_, fault) => {
    const copy = await copyClean(fault.clean);
    const { folder, environment, remove } = copy;
    try {
      stubAll(Object.entries(environment));
      const apply = () => stubAll(applyEdit(copy, fault));
      const isLate = 'late' in fault.edit && fault.edit.late;
      if (!isLate) apply();
      const before = snapshot(folder, fault.check);
      const said = await runCheckOn(checkNamed(fault.check), folder, isLate ? apply : undefined);
      expect({
        findings: said.findings.map(inBrief).sort(byText),
        examined: said.examined,
        gaps: said.gaps.map((gap) => briefGap(gap, fault)).sort(byText),
      }).toEqual({
        findings: [...fault.findings].sort(byText),
        examined: fault.examined,
        gaps: [...fault.gaps].sort(byText),
      });
      expect(fault.findings.length + fault.gaps.length).toBeGreaterThan(0);
      expect(JSON.stringify(said)).not.toContain(folder);
      expect(snapshot(folder, fault.check)).toEqual(before);
    } finally {
      remove();
    }
  });
});

describe('every check and every rule', () => {
  it.each(checks.map(({ name }) => name))('%s has a clean workspace', (name) => {
    expect(cleanWorkspaces()).toContain(name);
  });

  it.each(checks.flatMap((check) => check.rules.map(({ id }) => id)))('%s has a seeded fault', (id) => {
    expect(faults.some(({ findings }) => findings.some(({ rule }) => rule === id))).toBe(true);
  });
});

function stubAll(variables: readonly (readonly [name: string, value: string])[]): void {
  for (const [name, value] of variables) vi.stubEnv(name, value);
}

function checkNamed(name: string) {
  const check = checks.find((candidate) => candidate.name === name);
  if (check === undefined) throw new Error(`there is no check ${name}`);
  return check;
}

function inBrief({ rule, severity, subject, at }: Finding): Fault['findings'][number] {
  return { rule, severity, subject, at: withoutColumn(at) };
}

/** With its place where the fault states one for a gap of these words. */
function briefGap({ what, at }: Gap, { gaps }: Fault): Fault['gaps'][number] {
  const placed = gaps.some((gap) => typeof gap === 'object' && gap.what === what);
  return placed ? { what, at: at === undefined ? '' : withoutColumn(at) } : what;
}

function withoutColumn({ path, line }: Finding['at']): string {
  return formatPlace({ path, ...(line === undefined ? {} : { line }) });
}

function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}
