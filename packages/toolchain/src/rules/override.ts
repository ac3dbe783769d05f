import type { Instance } from '@assay/check';
import type { Because, Json } from '@assay/evidence';
import { type Override, pinPlace, type ToolchainFacts } from '../facts.js';

/** What an override is called, so that two files that set the same key are two subjects. */
export function overrideName({ name, at }: Pick<Override, 'name' | 'at'>): string {
  return at === null ? name : `${name} (${at.path})`;
}

/** A finding about an override: at its own place, or for a variable at the pin that it overrules. */
export function aboutOverride<Data extends Json>(
  seen: ToolchainFacts,
  override: Override,
  data: Data,
  because: Because[] = [],
): Instance<Data> {
  return {
    subject: { kind: 'item', name: overrideName(override) },
    at: override.at ?? pinPlace(seen),
    because:
      override.at === null
        ? [{ note: `${override.name} is set in the environment: ${override.value}` }, ...because]
        : because,
    data,
  };
}

/** Where it comes from, for a message. */
export function originOf({ origin, at }: Pick<Override, 'origin' | 'at'>): string {
  if (origin === 'environment') return 'the environment';
  return origin === 'repository' ? `${at?.path}` : `${at?.path}, outside the repository`;
}
