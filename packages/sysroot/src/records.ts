import { type ComponentName, componentText } from './component.js';

/** The records that rustup keeps in a toolchain and that no archive holds, so that no lock can name their bytes. */
export const RECORDS = {
  /** Installed components, a line each, in the order in which their installation ended. */
  components: 'lib/rustlib/components',
  /** The channel manifest, as rustup writes it anew. */
  manifest: 'lib/rustlib/multirust-channel-manifest.toml',
  /** The components once more, with name and target apart. */
  config: 'lib/rustlib/multirust-config.toml',
  /** The version of these records: `3`. */
  version: 'lib/rustlib/rust-installer-version',
} as const;

/** What a component's own record is called. It is a copy of `manifest.in` of its archive, byte for byte. */
export function recordOf(component: ComponentName): string {
  return `lib/rustlib/manifest-${componentText(component)}`;
}

/** Does rustup itself write here? No component may bring such a file. */
export function isRecord(path: string): boolean {
  return /^lib\/rustlib\/(components|rust-installer-version|multirust-[^/]*|manifest-[^/]*)$/.test(path);
}
