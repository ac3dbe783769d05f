import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from './support/command.js';
import { root } from './support/repository.js';
import { writeFiles } from './support/write-files.js';

const identity = ['-c', 'user.name=A. Tester', '-c', 'user.email=tester@example.com'];

/** A small repository that is made as Assay is: workflows, built files, a version in several places; and what can be done to it. */
class Repository {
  readonly folder = temporaryFolder();

  constructor() {
    cpSync(join(root, 'workflows'), join(this.folder, 'workflows'), { recursive: true });
    cpSync(join(root, '.github/workflows'), join(this.folder, '.github/workflows'), { recursive: true });
    mkdirSync(join(this.folder, 'dist'));
    mkdirSync(join(this.folder, 'packages'));
    writeFiles(this.folder, {
      'package.json': JSON.stringify({ version: '1.2.3', scripts: { build: 'node build.mjs', generate: 'true' } }),
      'packages/package.json': JSON.stringify({ version: '1.2.3' }),
      'build.mjs':
        "import { writeFileSync } from 'node:fs';\nwriteFileSync('dist/assay.js', 'console.log(`assay 1.2.3`);\\n');\n",
      'dist/assay.js': 'console.log(`assay 1.2.3`);\n',
      'CHANGELOG.md': '# Changelog\n\n## Unreleased\n\n## 1.2.3 – 2026-12-01\n\n- Everything.\n\n## 1.2.2\n\n- Less.\n',
      '.gitignore': '.cache/\n',
    });
    this.git('init', '--quiet', '--initial-branch=main');
    this.commit();
  }

  git(...args: string[]): string {
    return execFileSync('git', [...identity, ...args], { cwd: this.folder, encoding: 'utf8', stdio: 'pipe' }).trim();
  }

  commit(): void {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', 'Change');
  }

  /** Writes the record that `npm test` would leave of the commit. */
  passTests(record: Record<string, unknown> = {}): void {
    mkdirSync(join(this.folder, '.cache'), { recursive: true });
    const tested = { tree: this.git('rev-parse', 'HEAD^{tree}'), passed: 4711, skipped: 0, ...record };
    writeFileSync(join(this.folder, '.cache/tested.json'), JSON.stringify(tested));
  }

  release(...args: string[]) {
    const env = { ...process.env, GIT_AUTHOR_NAME: 'A', GIT_COMMITTER_NAME: 'A', EMAIL: 'a@example.com' };
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts/release.mjs'), ...args], {
      ...{ cwd: this.folder, env, encoding: 'utf8' },
    });
    return { status, stdout, stderr };
  }

  tags(): string[] {
    return this.git('tag', '--list').split('\n').filter(Boolean);
  }
}

describe('a release', () => {
  it('tags the tree that was tested, and beside it one that differs in the pinned workflows alone', () => {
    const repository = new Repository();
    repository.passTests();
    const { status, stdout, stderr } = repository.release('v1.2.3');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(repository.tags()).toEqual(['v1.2.3', 'v1.2.3-ghes']);
    const commit = repository.git('rev-parse', 'HEAD');
    expect(repository.git('rev-parse', 'v1.2.3^{commit}')).toBe(commit);
    expect(repository.git('cat-file', '-t', 'v1.2.3')).toBe('tag');
    const message = repository.git('tag', '--list', '--format=%(contents)', 'v1.2.3');
    expect(message).toContain('- Everything.');
    expect(message).not.toContain('- Less.');
    expect(message).toContain(`4711 tests passed on this tree, ${repository.git('rev-parse', 'HEAD^{tree}')}`);
    expect(repository.git('rev-parse', 'v1.2.3-ghes^')).toBe(commit);
    const changed = repository.git('diff', '--name-only', 'v1.2.3', 'v1.2.3-ghes').split('\n');
    expect(changed.every((file) => /^\.github\/workflows\/[\w-]+\.yml$/.test(file))).toBe(true);
    const pinned = repository.git('show', 'v1.2.3-ghes:.github/workflows/qualify.yml');
    expect(pinned).toContain(`uses: assay-rs/assay/actions/bundle-evidence@${commit}\n`);
    expect(pinned).not.toContain('$/');
    expect(stdout).toContain('git push origin v1.2.3 v1.2.3-ghes');
    // The branch and the working tree are where they were.
    expect([repository.git('rev-parse', 'main'), repository.git('status', '--porcelain')]).toEqual([commit, '']);
  });

  it('names another repository in the pinned workflows where a mirror has another name', () => {
    const repository = new Repository();
    repository.passTests();
    expect(repository.release('v1.2.3', '--repository', 'acme/assay').status).toBe(0);
    expect(repository.git('show', 'v1.2.3-ghes:.github/workflows/msrv.yml')).toContain(
      'acme/assay/actions/check-msrv@',
    );
  });

  it.each<[string, (repository: Repository) => void, string]>([
    [
      'nothing says that the tests passed',
      ({ folder }) => execFileSync('rm', ['-r', join(folder, '.cache')]),
      'no record',
    ],
    ['the tests passed on another tree', (r) => r.passTests({ tree: '0'.repeat(40) }), 'on another tree'],
    ['tests were skipped', (r) => r.passTests({ skipped: 2 }), '2 tests were skipped'],
    ['a file was changed', ({ folder }) => writeFiles(folder, { 'CHANGELOG.md': '' }), 'files were changed or added'],
    ['a file was added', ({ folder }) => writeFiles(folder, { notes: '' }), 'files were changed or added'],
    ['the tag is there', (r) => r.git('tag', 'v1.2.3'), 'the tag v1.2.3 is there already'],
    ['the second tag is there', (r) => r.git('tag', 'v1.2.3-ghes'), 'the tag v1.2.3-ghes is there already'],
  ])('is not made where %s', (_, spoil, words) => {
    const repository = new Repository();
    repository.passTests();
    spoil(repository);
    const before = repository.tags();
    const { status, stderr } = repository.release('v1.2.3');
    expect([status, stderr]).toEqual([2, expect.stringContaining(words)]);
    expect(repository.tags()).toEqual(before);
  });

  it.each<[string, Record<string, string>, string]>([
    [
      'a package has another version',
      { 'packages/package.json': '{ "version": "1.2.2" }' },
      'packages/package.json says 1.2.2',
    ],
    ['the command has another version', { 'dist/assay.js': 'console.log("1.2.30");\n' }, 'says 1.2.30'],
    ['what is built is stale', { 'dist/assay.js': 'console.log("1.2.3");\n' }, 'is stale'],
    [
      'nothing is said of the version',
      { 'CHANGELOG.md': '# Changelog\n\n## 1.2.3\n\n## 1.2.2\n\n- Less.\n' },
      'says nothing of 1.2.3',
    ],
  ])('is not made where %s', (_, files, words) => {
    const repository = new Repository();
    writeFiles(repository.folder, files);
    repository.commit();
    repository.passTests();
    const { status, stderr } = repository.release('v1.2.3');
    expect([status, stderr]).toEqual([2, expect.stringContaining(words)]);
    expect(repository.tags()).toEqual([]);
  });

  it('leaves no tag where git cannot sign', () => {
    const repository = new Repository();
    repository.passTests();
    repository.git('config', 'user.signingkey', 'nobody');
    repository.git('config', 'gpg.program', 'false');
    const { status, stderr } = repository.release('v1.2.3');
    expect([status, stderr, repository.tags()]).toEqual([
      2,
      expect.stringContaining('git could not make the tags'),
      [],
    ]);
  });

  it.each([[[]], [['1.2.3']], [['v1.2']], [['v1.2.3-rc1']], [['v1.2.3', '--push']]])(
    'refuses the arguments %j',
    (args) => {
      expect(new Repository().release(...args)).toMatchObject({ status: 2, stderr: expect.stringContaining('usage') });
    },
  );
});
