import { describe, expect, test } from 'vitest';
import { readSource, readSources, type Source } from '../support/sources.js';
import { looksAtTheWorld } from './world.js';

const sources = readSources().filter(({ isTest }) => !isTest);

const importing = (source: Source, pattern: RegExp) => source.imports.filter((specifier) => pattern.test(specifier));

test('there are sources to look at', () => {
  expect(sources.length).toBeGreaterThan(50);
});

test('only host looks at files, processes, the environment, the clock and the network', () => {
  expect(sources.flatMap(looksAtTheWorld)).toEqual([]);
});

test('only action-kit and actions import @actions/*', () => {
  const others = sources.filter(({ owner }) => !['action-kit', 'actions'].includes(owner));
  expect(others.filter((source) => importing(source, /^@actions\//).length > 0).map(({ path }) => path)).toEqual([]);
});

test('only cli draws on a terminal', () => {
  const others = sources.filter(({ owner }) => owner !== 'cli');
  expect(
    others.filter((source) => importing(source, /^(yocto-spinner|commander)$/).length > 0).map(({ path }) => path),
  ).toEqual([]);
});

describe('the test itself', () => {
  const seen = (text: string, owner = 'msrv') => looksAtTheWorld(readSource(`packages/${owner}/src/x.ts`, text)).length;

  test.each([
    `import { readFileSync } from 'node:fs';`,
    `import fs from 'fs/promises';`,
    `const { spawn } = await import('node:child_process');`,
    `import type { Stats } from 'node:fs';`,
    `import { env } from 'node:process';`,
    `import https from 'https';`,
    `const home = process.env.HOME;`,
    `const { env } = process;`,
    `const key = 'env'; process[key];`,
    `globalThis.process;`,
    `const now = Date.now();`,
    `const now = new Date();`,
    `const now = Date();`,
    `const { now } = Date;`,
    `performance.now();`,
    `setTimeout(() => {}, 1);`,
    `await fetch('x');`,
    `Math.random();`,
    `import { randomUUID } from 'node:crypto';`,
    `['b', 'a'].sort((a, b) => a.localeCompare(b));`,
    `(1.5).toLocaleString();`,
    `console.log('x');`,
    `process.exit(1);`,
    `process.stdout.write('x');`,
  ])('sees %s', (text) => {
    expect(seen(text)).toBeGreaterThan(0);
  });

  test.each([
    `import { createHash } from 'node:crypto';`,
    `import path from 'node:path';`,
    `const date = new Date('2026-11-22');`,
    `const options = { process: 1, fetch: 2, Date: 3 }; options.process;`,
    `const text = 'process.env.HOME';`,
    `interface Clock { performance: number }`,
  ])('spares %s', (text) => {
    expect(seen(text)).toBe(0);
  });

  test('lets host look, and cli talk', () => {
    expect(seen(`import fs from 'node:fs'; process.env.HOME; Date.now();`, 'host')).toBe(0);
    expect(seen(`process.exitCode = 1; process.stdout.write('x');`, 'cli')).toBe(0);
    expect(seen(`process.env.HOME;`, 'cli')).toBe(1);
  });
});
