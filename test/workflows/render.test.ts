import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMIT } from '../support/callers.js';
import { temporaryFolder } from '../support/command.js';
import { readText, root } from '../support/repository.js';
import { reusableWorkflows } from '../support/workflow-file.js';

/** Renders to a new folder: the status, what was said, and the text of each workflow. */
function render(...args: string[]) {
  const folder = temporaryFolder();
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'scripts/render.mjs'), ...args, folder], {
    encoding: 'utf8',
  });
  const written = join(folder, '.github/workflows');
  const texts =
    status === 0 ? readdirSync(written).map((name) => [name, readFileSync(join(written, name), 'utf8')]) : [];
  return { status, stderr, texts: Object.fromEntries(texts) as Record<string, string> };
}

describe('the pinned rendering', () => {
  it('is what GitHub runs, but for the place of our actions', () => {
    const { texts } = render('--pinned', `acme/assay@${COMMIT}`);
    expect(Object.keys(texts)).toEqual(reusableWorkflows);
    for (const [name, text] of Object.entries(texts)) {
      const ours = /(uses: )acme\/assay\/(\S+)@0123456789abcdef0123456789abcdef01234567/g;
      expect(text.replace(ours, '$1$/$2')).toBe(readText(`.github/workflows/${name}`));
      expect(text).not.toContain('$/');
    }
  });

  it.each(['main', 'v1', 'v0.1.0', COMMIT.slice(1), COMMIT.toUpperCase(), ''])('is refused for %j', (ref) => {
    const { status, stderr } = render('--pinned', `acme/assay@${ref}`);
    expect([status, stderr]).toEqual([2, expect.stringContaining('is not a full commit')]);
  });

  it.each([
    [['--pinned', `assay@${COMMIT}`]],
    [['--pinned', `acme/assay/x@${COMMIT}`]],
    [['--moving', `acme/assay@${COMMIT}`]],
    [[]],
  ])('is refused for the arguments %j', (args) => {
    expect(render(...args)).toMatchObject({ status: 2, stderr: expect.stringContaining('usage: npm run render') });
  });
});

it('the local rendering takes a name for the commit', () => {
  expect(render('--local', 'acme/assay@v1').texts['msrv.yml']).toContain('uses: acme/assay/actions/check-msrv@v1\n');
  expect(render('--local', 'acme/assay@a b').status).toBe(2);
});

describe('a workflow that is composed of parts', () => {
  /** What becomes of a workflow with these parts. */
  function compose(workflow: string, parts: Record<string, string> = {}) {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'parts'));
    writeFileSync(join(folder, 'a.yml'), workflow);
    for (const [name, text] of Object.entries(parts)) writeFileSync(join(folder, 'parts', name), text);
    const script = `import { composed } from ${JSON.stringify(join(root, 'scripts/generate/compose.mjs'))};
      process.stdout.write(composed(process.argv[1], 'a.yml'));`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script, folder], {
      encoding: 'utf8',
    });
    return stdout || /Error: (.*)/.exec(stderr)?.[1];
  }

  it('has each part in its place, as far in, with its values', () => {
    const parts = { 'b.yml': 'b: <x>\n\nc:\n  # include c.sh\n', 'c.sh': 'one\n  two\n' };
    expect(compose('a:\n  # include b.yml\n  #   x: 1, <2>\nz: 0\n', parts)).toBe(
      'a:\n  b: 1, <2>\n\n  c:\n    one\n      two\nz: 0\n',
    );
  });

  it.each([
    ['has a place for x, and is given no value', 'a:\n  # include b.yml\n', 'b: <x>\n'],
    ['has no place for y', 'a:\n  # include b.yml\n  #   y: 1\n', 'b: 1\n'],
  ])('is refused where a part %s', (words, workflow, part) => {
    expect(compose(workflow, { 'b.yml': part })).toContain(words);
  });

  it('is refused where there is no such part', () => {
    expect(compose('# include nothing.yml\n')).toContain('ENOENT');
  });
});

it('every part stands in more than one place: it would be written there otherwise', () => {
  const parts = readdirSync(join(root, 'workflows/parts'));
  const texts = [...reusableWorkflows, ...parts.map((part) => `parts/${part}`)].map((file) =>
    readText(`workflows/${file}`),
  );
  const included = texts.flatMap((text) => Array.from(text.matchAll(/# include (\S+)/g), ([, part]) => part));
  for (const part of parts) expect(included.filter((one) => one === part).length, part).toBeGreaterThan(1);
});
