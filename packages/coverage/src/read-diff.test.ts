import { describe, expect, it } from 'vitest';
import { readDiff } from './read-diff.js';

/** A diff of one file with these hunks. */
const diffOf = (name: string, ...lines: string[]) =>
  [
    `diff --git a/${name} b/${name}`,
    'index 1111111..2222222 100644',
    `--- a/${name}`,
    `+++ b/${name}`,
    ...lines,
    '',
  ].join('\n');

describe('the new lines of a diff', () => {
  it('are those that were changed and added, hunk by hunk', () => {
    const diff = diffOf('src/lib.rs', '@@ -3 +3 @@ fn f() {', '-old', '+new', '@@ -9,0 +10,2 @@', '+a', '+b');
    expect(readDiff(diff)).toEqual([
      {
        path: 'src/lib.rs',
        lines: [
          [3, 3],
          [10, 11],
        ],
      },
    ]);
  });

  it('are those of every file', () => {
    const diff = diffOf('a.rs', '@@ -1 +1 @@', '-x', '+y') + diffOf('b.rs', '@@ -0,0 +1 @@', '+z');
    expect(readDiff(diff).map(({ path }) => path)).toEqual(['a.rs', 'b.rs']);
  });

  it('are none where lines were only removed, or the file is gone', () => {
    expect(readDiff(diffOf('a.rs', '@@ -3,2 +2,0 @@', '-x', '-y'))).toEqual([]);
    const gone = 'diff --git a/a.rs b/a.rs\ndeleted file mode 100644\n--- a/a.rs\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n';
    expect(readDiff(gone)).toEqual([]);
  });

  it('are none of a file that only has another mode, or another name, or is no text', () => {
    expect(readDiff('diff --git a/a.rs b/a.rs\nold mode 100644\nnew mode 100755\n')).toEqual([]);
    expect(readDiff('diff --git a/a.rs b/b.rs\nsimilarity index 100%\nrename from a.rs\nrename to b.rs\n')).toEqual([]);
    expect(readDiff('diff --git a/a.rs b/a.rs\nBinary files a/a.rs and b/a.rs differ\n')).toEqual([]);
    expect(readDiff('')).toEqual([]);
  });

  it('are told right behind lines without an end', () => {
    const none = '\\ No newline at end of file';
    const diff =
      diffOf('a.rs', '@@ -7 +7,2 @@', '-x', none, '+y', '+z', none) + diffOf('b.rs', '@@ -1 +1 @@', '-x', '+y');
    expect(readDiff(diff)).toEqual([
      { path: 'a.rs', lines: [[7, 8]] },
      { path: 'b.rs', lines: [[1, 1]] },
    ]);
  });

  it('are told right behind lines that look like headers', () => {
    // Removed: `-- a/x.rs`; added: `++ b/evil.rs`, and a line that is a hunk’s header but for its sign.
    const diff = diffOf(
      'a.rs',
      '@@ -5 +5,3 @@',
      '--- a/x.rs',
      '+++ b/evil.rs',
      '+@@ -1 +1 @@',
      '+',
      '@@ -9 +11 @@',
      '-x',
      '+y',
    );
    expect(readDiff(diff)).toEqual([
      {
        path: 'a.rs',
        lines: [
          [5, 7],
          [11, 11],
        ],
      },
    ]);
  });

  it('are told right behind both: the word that a line has no end is none of the lines', () => {
    const none = '\\ No newline at end of file';
    const diff = diffOf('a.rs', '@@ -7 +7,2 @@', '-x', none, '+y', '+++ b/evil.rs', none, '@@ -9 +10 @@', '-x', '+y');
    expect(readDiff(diff).map(({ path }) => path)).toEqual(['a.rs']);
  });

  it('keep the end of a line of Windows out of what is counted', () => {
    expect(readDiff(diffOf('a.rs', '@@ -1 +1 @@', '-x\r', '+y\r', '@@ -5 +5 @@', '-x\r', '+y\r'))).toEqual([
      {
        path: 'a.rs',
        lines: [
          [1, 1],
          [5, 5],
        ],
      },
    ]);
  });
});

describe('the name of a file', () => {
  const nameIn = (header: string) => readDiff(`--- a/x\n+++ ${header}\n@@ -1 +1 @@\n-x\n+y\n`)[0]?.path;

  it.each([
    ['b/src/a b.rs\t', 'src/a b.rs'],
    ['b/b/a.rs', 'b/a.rs'],
    ['b/grün.rs', 'grün.rs'],
    ['"b/gr\\303\\274n.rs"', 'grün.rs'],
    ['"b/a\\"b\\\\c.rs"', 'a"b\\c.rs'],
    ['"b/tab\\there.rs"', 'tab\there.rs'],
    ['"b/bell\\a.rs"', 'bell\x07.rs'],
    ['"b/\\360\\237\\246\\200\\n.rs"', '🦀\n.rs'],
  ])('%s is %j', (header, name) => {
    expect(nameIn(header)).toBe(name);
  });
});
