/**
 * The allowed import edges between packages: a package may import those named after it, and no others.
 * `edges.test.ts` compares this table with every package.json, tsconfig reference and import statement.
 */
export const edges: Record<string, readonly string[]> = {
  evidence: [],
  toml: ['evidence'],
  criticaltrust: ['evidence'],
  host: ['evidence'],
  policy: ['evidence', 'toml'],
  rust: ['evidence', 'host', 'toml'],
  sysroot: ['evidence', 'host', 'toml'],
  dist: ['evidence', 'host', 'sysroot', 'toml'],
  registry: ['evidence', 'host', 'toml'],
  resolve: ['registry'],
  mcdc: [],
  records: ['evidence'],
  obligations: [],
  check: ['evidence', 'host', 'policy'],
  toolchain: ['check', 'criticaltrust', 'dist', 'evidence', 'host', 'policy', 'rust', 'sysroot', 'toml'],
  msrv: ['check', 'evidence', 'host', 'policy', 'registry', 'resolve', 'rust', 'toml'],
  coverage: ['check', 'evidence', 'host', 'mcdc', 'obligations', 'policy', 'records', 'rust'],
  report: ['check', 'evidence'],
  bundle: ['check', 'evidence', 'policy', 'report'],
  pipeline: ['bundle', 'check', 'coverage', 'evidence', 'host', 'msrv', 'policy', 'report', 'rust', 'sysroot', 'toolchain'],
  'action-kit': ['evidence', 'host', 'pipeline', 'report'],
  cli: ['bundle', 'evidence', 'host', 'msrv', 'pipeline', 'policy', 'report', 'rust'],
  entry: ['actions', 'cli', 'host'],
  actions: ['action-kit', 'bundle', 'evidence', 'pipeline'],
};
