import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readText, root } from '../support/repository.js';

const page = readText('ARCHITECTURE.md');

/** The items of the section Invariants, each with its continuation lines. */
function invariants(): string[] {
  const section = /\n## Invariants\n([\s\S]*?)(?=\n## |$)/.exec(page)?.[1] ?? '';
  return section.split(/\n(?=- )/).slice(1);
}

test('every invariant on the page names a test that exists', () => {
  expect(invariants().length).toBeGreaterThan(5);
  for (const invariant of invariants()) {
    const tests = [...invariant.matchAll(/`([^`\s]+\.test\.ts)`/g)].map(([, path]) => path ?? '');
    expect(tests, invariant).not.toEqual([]);
    expect(tests.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  }
});

test('every file and folder that the page names is there', () => {
  const named = [...page.matchAll(/`((?:packages|actions|test|scripts|workflows|docs|dist)\/[^`\s*<>]*)`/g)].map(
    ([, path]) => path ?? '',
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
