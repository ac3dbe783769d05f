import { type Check, defineCheck, type Product } from '@assay/check';
import { sha256 } from '@assay/evidence';
import * as z from 'zod';
import { type MemoryHost, memoryHost } from './memory-host.js';

/*
 * Checks of the tests' own, in a workspace in memory: `bolts`, which every policy asks for, and `gears`, which a policy asks for that says so,
 * which marks sources and makes files for other programs.
 */

const ROOT = '/workshop';
export const REQUEST = { workspace: ROOT } as const;

/** Where a file of the workspace stands. */
export const at = (file: string) => `${ROOT}/${file}`;

/** A check that reads a file and finds nothing wrong with it. */
export const bolts: Check = defineCheck<{ text: string }, unknown>({
  name: 'bolts',
  question: 'Is every bolt tight?',
  unit: 'bolt',
  settings: z.strictObject({}),
  facts: z.strictObject({ text: z.string() }),
  factsVersion: 1,
  rules: [],
  optional: [],
  collect: async ({ files }) => ({ facts: { text: await files.readText('bolts.txt') }, examined: 1, gaps: [] }),
});

const GearsFacts = z.strictObject({ files: z.array(z.strictObject({ path: z.string(), sha256: z.string() })) });
const GearsSettings = z.strictObject({ wanted: z.boolean().default(false) });

export interface GearsOptions {
  products?: readonly Product[];
  /** Done when the sources have been read. */
  meanwhile?: () => void;
}

/** A check that marks the sources in `src`, and is asked for by `wanted = true`. */
export function gears({ products = [], meanwhile = () => undefined }: GearsOptions = {}): Check {
  return defineCheck<z.infer<typeof GearsFacts>, z.infer<typeof GearsSettings>>({
    name: 'gears',
    question: 'Does every gear turn?',
    unit: 'gear',
    settings: GearsSettings,
    facts: GearsFacts,
    factsVersion: 1,
    rules: [],
    optional: [],
    async collect({ files }) {
      const names = await files.list('src');
      const read = names.map(async (name) => {
        const path = `src/${name}`;
        return { path, sha256: sha256(await files.read(path)) };
      });
      const facts = { files: await Promise.all(read) };
      meanwhile();
      return { facts, examined: facts.files.length, gaps: [], products };
    },
    sources: (facts) =>
      facts.files.map((file) => ({ ...file, group: 'workshop', figures: [], lines: [], spans: [], notes: [] })),
    isAsked: (_, { wanted }) => wanted,
    products: ['gears.info', 'gears.xml'],
  });
}

/** The workspace, and the request that runs both checks on it. `wanted`: whether its policy asks for `gears`. */
export function workshop({
  wanted,
  files = {},
  ...options
}: GearsOptions & { wanted: boolean; files?: Record<string, string | Uint8Array> }) {
  const given: Record<string, string | Uint8Array> = {
    'Cargo.toml': '[package]\nname = "workshop"\n',
    'assay.toml': policyText(wanted),
    'bolts.txt': 'all tight\n',
    'src/lib.rs': 'fn turn() {}\n',
    ...files,
  };
  const memory: MemoryHost = memoryHost(Object.fromEntries(Object.entries(given).map(([file, c]) => [at(file), c])));
  return { ...memory, request: { ...REQUEST, checks: [bolts, gears(options)] } };
}

function policyText(wanted: boolean): string {
  const project = '[project]\nname = "workshop"\nstandard = "ISO 26262"\nlevel = "ASIL B"\n';
  return `${project}\n[baseline]\nrust = "1.85.0"\n\n[gears]\nwanted = ${wanted}\n`;
}
