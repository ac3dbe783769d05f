import { describe, expect, it } from 'vitest';
import { callers } from '../support/callers.js';
import { readJson, readText, trackedFiles } from '../support/repository.js';
import { readWorkflow, reusableWorkflows, type Workflow } from '../support/workflow-file.js';

const { version } = readJson<{ version: string }>('package.json');
const pattern = /^assay-rs\/assay\/\.github\/workflows\/([\w-]+\.yml)@(\S+)$/;

/** What the jobs of a workflow need together: a caller that grants less is refused by GitHub. */
function neededBy({ jobs }: Workflow): Record<string, string> {
  return Object.assign({}, ...Object.values(jobs).map(({ permissions = {} }) => permissions));
}

const all = callers();
const calls = all.flatMap(({ where, jobs }) =>
  Object.entries(jobs).flatMap(([name, job]) => {
    const [, workflow = ''] = pattern.exec(job.uses ?? '') ?? [];
    return workflow === '' ? [] : [{ where: `${where}, job ${name}`, workflow, job }];
  }),
);

it('every reusable workflow has a caller that is shown whole', () => {
  expect([...new Set(calls.map(({ workflow }) => workflow))].sort()).toEqual(reusableWorkflows);
});

describe.each(calls)('$where', ({ workflow, job }) => {
  const called = readWorkflow(workflow);

  it('gives only inputs that there are, of their type, and all that are required', () => {
    const { inputs } = called.on.workflow_call;
    for (const [name, value] of Object.entries(job.with ?? {})) {
      expect(Object.keys(inputs)).toContain(name);
      expect(typeof value).toBe(inputs[name]?.type);
    }
    const required = Object.keys(inputs).filter((name) => inputs[name]?.required === true);
    expect(Object.keys(job.with ?? {})).toEqual(expect.arrayContaining(required));
  });

  it('grants what the workflow needs, and no more', () => {
    expect(job.permissions).toEqual(neededBy(called));
  });
});

it('gives every call of one run its own names of artifacts, and takes the digest from the call before', () => {
  for (const { where, jobs } of all) {
    const qualifying = Object.values(jobs).filter(({ uses }) => {
      const [, workflow = 'attest.yml'] = pattern.exec(uses ?? '') ?? [];
      return workflow !== 'attest.yml';
    });
    const prefixes = qualifying.map(({ with: given }) => given?.['artifact-prefix'] ?? 'assay');
    expect(new Set(prefixes).size, where).toBe(prefixes.length);
    for (const { uses, with: given } of Object.values(jobs)) {
      if (!uses?.includes('/attest.yml@')) continue;
      const [, job = ''] = /^\$\{\{ needs\.(\w+)\.outputs\.digest \}\}$/.exec(String(given?.digest)) ?? [];
      expect(jobs[job]?.uses, where).toContain('/qualify.yml@');
    }
  }
});

describe('what is used', () => {
  const texts = trackedFiles().filter(
    (file) => /\.(md|ya?ml|ts|mjs)$/.test(file) && !/^(test|node_modules)\//.test(file),
  );
  const used = texts.flatMap((file) =>
    Array.from(
      readText(file).matchAll(/\buses: *["']?([\w.$/-]+)(?:@([^\s"']+))?([^\n]*)/g),
      ([, what, ref, rest]) => ({
        ...{ file, what: what ?? '', ref, rest: rest ?? '' },
      }),
    ),
  );

  it('is never named by a branch, or by a tag that moves', () => {
    expect(used.length).toBeGreaterThan(50);
    const moving = used.filter(({ what, ref = '' }) => {
      if (what.startsWith('$/')) return ref !== '';
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it stands in the source that writes the caller.
      return !/^(?:<commit>|[0-9a-f]{40})$/.test(ref) && !['v${VERSION}', `v${version}`].includes(ref);
    });
    expect(moving).toEqual([]);
  });

  it('is named by its version as well, and Assay by the one that this is', () => {
    for (const { file, what, ref = '', rest } of used) {
      if (what.startsWith('$/') || what === '' || ref.startsWith('v') || rest.includes('${')) continue;
      const expected = what.startsWith('assay-rs/')
        ? new RegExp(`^(?: # v${version.replaceAll('.', '\\.')})?$`)
        : / # v\d/;
      expect(rest, `${file}: ${what}@${ref}`).toMatch(expected);
    }
  });

  it('has one commit for one version', () => {
    const versions = used.flatMap(({ what, ref, rest }) => {
      const [, named] = / # (v\S+)$/.exec(rest) ?? [];
      return named === undefined || what.startsWith('assay-rs/')
        ? []
        : [`${what.split('/').slice(0, 2).join('/')}@${ref} ${named}`];
    });
    const actions = new Set(versions.map((one) => one.split('@')[0]));
    expect(new Set(versions).size).toBe(actions.size);
  });
});
