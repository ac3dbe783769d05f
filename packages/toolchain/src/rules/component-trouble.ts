import type { Instance } from '@assay/check';
import type { ToolchainFacts } from '../facts.js';
import type { ComponentTrouble } from '../lock/facts.js';

/** What the rules about components say of one. */
export type ComponentData = Pick<ComponentTrouble, 'component' | 'because'>;

/** A finding for each component with this trouble. */
export function* aboutComponents(
  { lock }: ToolchainFacts,
  kind: ComponentTrouble['trouble'],
): Iterable<Instance<ComponentData>> {
  for (const { component, trouble, at, because } of lock?.componentTroubles ?? []) {
    if (trouble !== kind) continue;
    yield {
      subject: { kind: 'item', name: component },
      at,
      because: [{ at, note: because }],
      data: { component, because },
    };
  }
}
