import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { readIdentity } from './identity.js';

const debian = `rustc 1.63.0
binary: rustc
commit-hash: unknown
commit-date: unknown
host: x86_64-unknown-linux-gnu
release: 1.63.0
LLVM version: 14.0.6
`;

describe('readIdentity', () => {
  it('reads a distribution’s build, which names no commit', () => {
    expect(readIdentity(debian)).toEqual({
      release: '1.63.0',
      commit: null,
      commitDate: null,
      host: 'x86_64-unknown-linux-gnu',
      llvm: '14.0.6',
    });
  });

  it.each(['rustc', 'cargo'])('reads the %s at hand', (tool) => {
    const identity = readIdentity(execFileSync(tool, ['-vV'], { encoding: 'utf8' }));
    expect(identity).toMatchObject({
      release: expect.stringMatching(/^\d+\.\d+\.\d+/),
      host: expect.stringMatching(/^\w+-/),
    });
    expect(identity?.llvm === null).toBe(tool === 'cargo');
  });

  it.each(['', 'hello', 'rustc 1.95.0 (59807616e 2026-04-14)\n', 'release:\n', debian.trimEnd()])(
    'makes nothing of %j',
    (text) => {
      expect(readIdentity(text)).toBeUndefined();
    },
  );
});
