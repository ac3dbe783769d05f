import { HOST } from './release.js';
import type { Edit } from './small-workspace.js';

/** The table of the policy for this machine's own target: built, and its tests run here. `more`: further lines of it. */
export function hostTarget(more = ''): string {
  return `[targets.${HOST}]\nowner = "platform team"\nlast-tested-os = "Debian 12"\nlast-tested = ${today()}\nrun = "emulator"\n${more}`;
}

/** Puts tables at the end of the small workspace's policy. */
export function withTables(...tables: readonly string[]): Edit {
  const last = 'allow-known-problems = ["rust#159035"]\n';
  return { file: 'assay.toml', replace: last, by: `${last}\n${tables.join('\n')}` };
}

/** A library and a test of it that passes. */
export const tested = {
  'src/lib.rs': '#![no_std]\npub fn faster(speed: u32) -> u32 {\n    speed + 1\n}\n',
  'tests/governor.rs': '#[test]\nfn goes_faster() {\n    assert_eq!(governor::faster(1), 2);\n}\n',
} as const;

/** As {@link tested}, but that the test fails. */
export const failing = { ...tested, 'tests/governor.rs': tested['tests/governor.rs'].replace('2', '3') };

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
