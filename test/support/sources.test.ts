import { expect, test } from 'vitest';
import { readSource } from './sources.js';

test('finds every way to name a module, and nothing in strings or comments', () => {
  const { imports, opaqueImports } = readSource(
    'packages/x/src/y.ts',
    `import type { A } from 'a';
     export * from 'b';
     export type { C } from 'c';
     import 'd';
     const e = await import(/* webpackMode: "eager" */ 'e');
     type F = import('f').G;
     // import 'comment';
     const text = "import 'string'";`,
  );
  expect([...imports].sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  expect(opaqueImports).toEqual([]);
});

test('tells imports that cannot be followed', () => {
  const { opaqueImports } = readSource(
    'packages/x/src/y.ts',
    `const n = 'fs'; import(n); require('fs'); import(\`\${n}\`);`,
  );
  expect(opaqueImports).toHaveLength(3);
});

test('refuses a file that does not parse', () => {
  expect(() => readSource('packages/x/src/y.ts', 'import {')).toThrow('packages/x/src/y.ts does not parse');
});
