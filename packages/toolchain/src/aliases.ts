import type { World } from '@assay/host';
import { type CargoConfigFile, findOnPath, programFolders } from '@assay/rust';
import type { Alias } from './facts.js';
import { portableValue, table, textOf } from './overrides.js';

/** Cargo's own short forms, which an alias replaces without a word; its whole commands it does not (facts: Cargo 1.95). */
const shortForms: Readonly<Record<string, string>> = {
  b: 'cargo build',
  c: 'cargo check',
  d: 'cargo doc',
  r: 'cargo run',
  rm: 'cargo remove',
  t: 'cargo test',
};

/** Commands that a toolchain brings as programs of their own, whether they are installed here or not. */
const toolchainCommands: readonly string[] = ['clippy', 'fmt', 'miri'];

/** Every alias of the environment and of Cargo's configuration, with what runs without it. Throws WorldError. */
export async function findAliases(world: World, files: readonly CargoConfigFile[]): Promise<Alias[]> {
  const stated = [...environmentAliases(world), ...files.flatMap((file) => configAliases(world, file))];
  return Promise.all(
    stated.map(async ({ command, ...alias }) => ({ ...alias, replaces: await replacedBy(world, command) })),
  );
}

interface Stated extends Omit<Alias, 'replaces'> {
  command: string;
}

function environmentAliases({ environment, anchors }: World): Stated[] {
  return environment.names().flatMap((name) => {
    const [, command] = /^CARGO_ALIAS_(.+)$/.exec(name) ?? [];
    if (command === undefined) return [];
    const value = portableValue(environment.get(name) ?? '', anchors);
    const place = { origin: 'environment', at: null } as const;
    return [{ name, command: command.toLowerCase().replaceAll('_', '-'), value, ...place }];
  });
}

function configAliases({ anchors }: World, { document, inRepository }: CargoConfigFile): Stated[] {
  return Object.entries(table(document.value.alias)).map(([command, value]) => ({
    name: `alias.${command}`,
    command,
    value: portableValue(textOf(value), anchors),
    origin: inRepository ? 'repository' : 'outside',
    at: document.placeOf(['alias', command]),
  }));
}

async function replacedBy(world: World, command: string): Promise<string | null> {
  if (Object.hasOwn(shortForms, command)) return shortForms[command] ?? null;
  const program = `cargo-${command}`;
  if (toolchainCommands.includes(command)) return program;
  // Cargo looks for what the user typed, which is no path.
  if (!/^[\w-]+$/.test(command)) return null;
  const found = await findOnPath(world, programFolders(world, { cargoIsProxy: false }, program), program);
  return found === undefined ? null : program;
}
