import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { needTypes, type Report, renderJUnit, renderNeeds, renderSarif } from '@assay/report';
import { randomReport } from '@assay/report/testing';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from './support/command.js';
import { failingReport, passingReport } from './support/reports.js';
import { tool } from './support/tools.js';

// What other programs read is given to those programs: each reads it without a complaint, and is shown to complain.

const reports: Readonly<Record<string, Report>> = {
  passing: passingReport(),
  failing: failingReport(),
  hostile: randomReport(5, { checks: 4, findings: 20 }),
};

describe('SARIF, by the validator of its editors', () => {
  /** The ids of the rules of the format, and of GitHub's code scanning, that these logs break as an error. */
  function errorsOf(multitool: string, logs: Readonly<Record<string, string>>): string[] {
    const folder = temporaryFolder();
    const files = Object.entries(logs).map(([name, log]) => {
      const file = join(folder, `${name}.sarif`);
      writeFileSync(file, log);
      return file;
    });
    const output = join(folder, 'validation.json');
    spawnSync(multitool, ['validate', ...files, '--output', output, '--rule-kind', 'Sarif;Ghas', '--level', 'Error'], {
      env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' },
    });
    const { runs } = JSON.parse(readFileSync(output, 'utf8')) as Log;
    const results = runs.flatMap((run) => run.results ?? []);
    return results.filter(({ level }) => level === 'error').map(({ ruleId, message }) => `${ruleId} ${message.id}`);
  }

  test('is valid, whatever stands in it', ({ skip }) => {
    const logs = Object.entries(reports).map(([name, report]) => [name, renderSarif(report)]);
    expect(errorsOf(tool('sarif_multitool', skip), Object.fromEntries(logs))).toEqual([]);
  });

  test('would be refused: without the text of a message, and with an index of no rule', ({ skip }) => {
    const multitool = tool('sarif_multitool', skip);
    const log = JSON.parse(renderSarif(failingReport())) as Log;
    const [result] = log.runs[0]?.results ?? [];
    if (result === undefined) throw new Error('the report fails');
    result.message = {};
    result.ruleIndex = 9999;
    expect(errorsOf(multitool, { damaged: JSON.stringify(log) }).length).toBeGreaterThan(0);
  });
});

describe('JUnit, by junitparser', () => {
  const script = `
import json, sys
from junitparser import JUnitXml, Error, Failure, Skipped
suites = JUnitXml.fromfile(sys.argv[1])
cases = [case for suite in suites for case in suite]
texts = lambda kind: [result.message for case in cases for result in case.result if isinstance(result, kind)]
print(json.dumps({'tests': suites.tests, 'failures': suites.failures, 'errors': suites.errors, 'skipped': suites.skipped,
  'cases': len(cases), 'failed': texts(Failure), 'broken': texts(Error), 'left': texts(Skipped)}))
`;

  test.for(Object.entries(reports))('of the %s report is read with every failure', ([, report], { skip }) => {
    const file = join(temporaryFolder(), 'junit.xml');
    writeFileSync(file, renderJUnit(report));
    const read = JSON.parse(execFileSync(pythonOf(tool('readers', skip)), ['-c', script, file]).toString());
    const found = report.statements.flatMap(({ predicate }) => predicate.findings);
    const failing = found.filter(({ severity, deviation }) => severity === 'error' && deviation === null);
    expect(read.failed).toHaveLength(failing.length);
    expect(read.cases).toBe(read.tests);
    const leftOut = report.statements.flatMap(({ predicate: { rules, findings } }) =>
      rules.filter(({ id, applied }) => !applied && !findings.some(({ rule }) => rule === id)),
    );
    expect(read.left).toHaveLength(leftOut.length);
    // Where nothing was examined the missing verdict stands as a gap.
    const unknown = report.statements.map(({ predicate: { gaps, verdict } }) =>
      gaps.length === 0 && verdict === 'no-verdict' ? 1 : gaps.length,
    );
    expect(read.broken).toHaveLength(unknown.reduce((sum, each) => sum + each, 0));
    expect(read.failures > 0).toBe(failing.length > 0);
  });
});

describe('needs.json, by sphinx-needs', () => {
  const types = Object.values(needTypes).map((type) => `{'directive': '${type}', 'title': '${type}', 'prefix': ''}`);
  const configuration = `project = 'sample'\nextensions = ['sphinx_needs']\nneeds_types = [${types.join(', ')}]\n`;

  /** Builds a page that imports the needs, as a user's documentation would; a warning is an error. */
  function built(sphinx: string, needs: string): { status: number | null; stderr: string; page: string } {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'conf.py'), configuration);
    writeFileSync(join(folder, 'index.rst'), 'Evidence\n========\n\n.. needimport:: needs.json\n');
    writeFileSync(join(folder, 'needs.json'), needs);
    const out = join(folder, 'out');
    const { status, stderr } = spawnSync(pythonOf(sphinx), ['-m', 'sphinx', '-W', '-q', '-b', 'html', folder, out], {
      encoding: 'utf8',
    });
    return { status, stderr, page: status === 0 ? readFileSync(join(out, 'index.html'), 'utf8') : '' };
  }

  test('of a hostile report is imported without a warning, and every text of it is text on the page', ({ skip }) => {
    const report = reports.hostile;
    if (report === undefined) throw new Error('there is a hostile report');
    const needs = renderNeeds(report);
    const { status, stderr, page } = built(tool('readers', skip), needs);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(page).not.toMatch(/<script>alert|<img src=x|<[a-z]+ [^>]*\son(error|load|mouseover)=/);
    const read = page
      .replace(/<[^>]*>/g, '')
      .replace(/&(lt|gt|quot|amp|#x27|#39);/g, (entity) => entities[entity] ?? '');
    const { versions } = JSON.parse(needs) as { versions: Record<string, { needs: Record<string, ReadNeed> }> };
    const all = Object.values(versions).flatMap((version) => Object.values(version.needs));
    expect(all.length).toBeGreaterThan(80);
    for (const { title, content } of all) {
      expect(read).toContain(title.trim());
      for (const line of content.split('\n\n')) expect(read).toContain(line.replace(/\\(.)/g, '$1'));
    }
  });

  test('would be heard to complain: of a link to a need that is not there', ({ skip }) => {
    const needs = renderNeeds(passingReport()).replace(/"ASSAY_RULE_TOOLCHAIN_NOT_PINNED"(?!:)/, '"ASSAY_RULE_GONE"');
    const { status, stderr } = built(tool('readers', skip), needs);
    expect(status).not.toBe(0);
    expect(stderr).toContain('ASSAY_RULE_GONE');
  });
});

/** As much of SARIF as is read here. */
interface Log {
  runs: { results?: { level?: string; ruleId?: string; ruleIndex?: number; message: { id?: string } }[] }[];
}

interface ReadNeed {
  title: string;
  content: string;
}

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&amp;': '&',
  '&#x27;': "'",
  '&#39;': "'",
};

/** The interpreter of the environment that the program was installed into. */
function pythonOf(program: string): string {
  return join(dirname(program), 'python');
}
