import { defineConfig } from 'vitest/config';

// `source` makes every @assay import resolve to TypeScript, so that tests never run against a stale build.
const resolve = { conditions: ['source'] };
const environment = { RUSTUP_AUTO_INSTALL: '0' };

export default defineConfig({
  resolve,
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts', 'actions/**/src/**/*.test.ts'],
          env: environment,
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: ['test/**/*.test.ts'],
          exclude: ['test/build/**'],
          env: environment,
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
