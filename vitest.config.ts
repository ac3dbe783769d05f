import { defineConfig } from 'vitest/config';
import { present } from './scripts/tools.mjs';

// `source` makes every @assay import resolve to TypeScript, so that tests never run against a stale build.
const resolve = { conditions: ['source'] };
// A test never makes rustup download a toolchain; the tools that scripts/tools.mjs fetched are known by their paths.
const environment = { RUSTUP_AUTO_INSTALL: '0', ...present() };

export default defineConfig({
  resolve,
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts', 'actions/*/src/**/*.test.ts'],
          env: environment,
          // What a unit test needs of the world it is given, so that files can share a process: 20 s on two cores, not 35.
          isolate: false,
          maxWorkers: '100%',
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: ['test/**/*.test.ts'],
          exclude: ['**/node_modules/**', 'test/build/**'],
          env: environment,
          // They import JSON as no Node does, and are bundled by those who use them.
          server: { deps: { inline: [/@actions\/(workflow-parser|expressions|languageservice)/] } },
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
