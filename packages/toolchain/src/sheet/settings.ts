import type { SheetSection } from '@assay/check';
import { formatPlace } from '@assay/evidence';
import type { Override, ToolchainFacts } from '../facts.js';

/** Everything besides the pin that has a say in what is built. */
export function settingsSection({ overrides, aliases }: ToolchainFacts): SheetSection {
  const title = 'Flags and environment';
  const rows = [
    ...overrides.map((override) => settingRow(override, override.role)),
    ...aliases.flatMap((alias) => (alias.replaces === null ? [] : [settingRow(alias, `replaces ${alias.replaces}`)])),
  ];
  if (rows.length === 0) return { title, note: 'Nothing steers the compiler besides the pin.' };
  return { title, table: { columns: ['Setting', 'Value', 'Steers', 'Stated in'], rows } };
}

function settingRow({ name, value, origin, at }: Omit<Override, 'role'>, steers: string): string[] {
  const place = at === null ? 'the environment' : formatPlace(at);
  const statedIn = origin === 'outside' ? `${place}, outside the repository` : place;
  return [name, value === '' ? '(empty)' : value, steers, statedIn];
}
