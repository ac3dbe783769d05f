import { describe, expect, it } from 'vitest';
import { readChangelog } from './changelog-text.js';

const text = `# Changelog

## [Unreleased]

- Nothing that needs Rust 1.99.

## [1.4.0] - 2026-03-01

### Changed

- The minimum supported Rust version is now
  1.85.
- Takes serde 1.0.228.

\`\`\`sh
# 1.3.0 is not a heading
rustup install 1.80.0
\`\`\`

## v1.3.0

- MSRV: 1.63.0 (was 1.60)

1.2.0 (2024-01-01)
------------------

Nothing.
`;

describe('readChangelog', () => {
  it('finds the section of a version, and the Rust releases that its items name, however they are broken', () => {
    expect(readChangelog(text, '1.4.0')).toEqual({
      section: { title: '[1.4.0] - 2026-03-01', line: 7 },
      mentions: [{ rust: '1.85.0', line: 12 }],
    });
  });

  it.each([
    ['1.3.0', 'v1.3.0', ['1.63.0', '1.60.0']],
    ['1.2.0', '1.2.0 (2024-01-01)', []],
    ['1.3.1', '[Unreleased]', ['1.99.0']],
    ['1.4.0-rc.1', '[Unreleased]', ['1.99.0']],
  ])('%s is under %s', (version, title, releases) => {
    const { section, mentions } = readChangelog(text, version);
    expect({ title: section?.title, releases: mentions.map(({ rust }) => rust) }).toEqual({ title, releases });
  });

  it.each([
    ['a longer version', '## 11.4.0\n', '1.4.0'],
    ['a pre-release', '## 1.4.0-rc.1\n', '1.4.0'],
    ['text', 'Version 1.4.0 is out\n', '1.4.0'],
    ['another patch release', '## 1.4\n', '1.4.1'],
    ['nothing', '', '1.4.0'],
  ])('does not take %s for the section', (_, other, version) => {
    expect(readChangelog(other, version)).toEqual({ section: null, mentions: [] });
  });

  it('takes two numbers for a release whose third is 0, and the lines of Windows', () => {
    const windows = '# Notes\r\n\r\n## Version 0.9\r\n\r\n* rust-version = "1.70"\r\n';
    expect(readChangelog(windows, '0.9.0')).toEqual({
      section: { title: 'Version 0.9', line: 3 },
      mentions: [{ rust: '1.70.0', line: 5 }],
    });
  });

  it('reads a long one in time that grows with its length only', () => {
    const long = `## 1.4.0\n${'- Rust 1.85 '.repeat(20_000)}\n${'#\n'.repeat(50_000)}`;
    expect(readChangelog(long, '1.4.0').mentions.length).toBe(50);
  });
});
