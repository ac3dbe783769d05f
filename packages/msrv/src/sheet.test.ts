import { describe, expect, it } from 'vitest';
import { dependency, workspace } from './controls.js';
import { sheet } from './sheet.js';

describe('the page to sign', () => {
  const facts = {
    ...dependency({ rustVersion: null, proved: ['1.85.0'] }),
    unreached: [{ name: 'weak', version: '1.0.0', line: 30 }],
    proof: {
      runs: [
        {
          member: 'app 0.1.0',
          rust: '1.85.0',
          toolchain: '1.85.0-x86_64-unknown-linux-gnu',
          compiler: {
            release: '1.85.0',
            commit: '4d91de4e',
            commitDate: null,
            host: 'x86_64-unknown-linux-gnu',
            llvm: null,
          },
          features: 'default features',
          outcome: 'compiled' as const,
        },
      ],
      failures: [],
    },
  };
  const page = sheet(facts);
  const section = (title: string) => page.sections.find((each) => each.title.startsWith(title));

  it('shows the three sets by their numbers', () => {
    expect(section('What was examined')?.rows?.slice(0, 3)).toEqual([
      ['In the lock file', '3 packages'],
      ['In the resolved graph', '2 packages'],
      ['Built, and judged', '2 packages'],
    ]);
  });

  it('keeps the three answers of each package apart', () => {
    expect(section('What is built')?.table?.rows).toContainEqual(['time 0.3.41', 'nothing', 'edition 2021', '1.85.0']);
  });

  it('names the compiler that proved', () => {
    expect(section('Proof by compiling')?.table?.rows).toEqual([
      ['app 0.1.0', 'rustc 1.85.0', '4d91de4e', 'x86_64-unknown-linux-gnu', 'default features', 'compiled'],
    ]);
  });

  it('lists what is not judged, and says of empty tables that they are', () => {
    expect(section('Only in the lock file')?.table?.rows).toEqual([['weak', '1.0.0']]);
    expect(
      sheet(workspace([{}]))
        .sections.filter(({ note }) => note === 'None.')
        .map(({ title }) => title),
    ).toHaveLength(2);
  });
});
