import { quote } from '@assay/evidence';
import { type CfgExpression, cfgHolds, parseCfg } from './cfg.js';

/** What code is built for. */
export interface Platform {
  /** `x86_64-unknown-linux-gnu`. */
  triple: string;
  /** The lines of `rustc --print cfg --target` for it: `unix`, `target_os="linux"`. */
  cfg: readonly string[];
}

/** Whether a dependency applies to a platform; `why` where that could not be told, and it is taken to apply. */
export type Applicability = { applies: boolean; why?: undefined } | { applies: true; why: string };

/**
 * Does what stands under a `[target.…]` key apply to a platform? The key is a triple or `cfg(…)`; without one it applies to all. A
 * key that cannot be read applies, with the reason: a dependency must not be missed.
 * https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html#platform-specific-dependencies
 */
export function appliesTo(target: string | undefined, { triple, cfg }: Platform): Applicability {
  if (target === undefined) return { applies: true };
  const read = parseTarget(target);
  if (read === undefined) return { applies: true, why: `the target ${quote(target)} cannot be read` };
  if ('triple' in read) return { applies: read.triple === triple };
  return { applies: cfgHolds(read.expression, cfg) };
}

function parseTarget(target: string): { triple: string } | { expression: CfgExpression } | undefined {
  const inner = /^cfg\((.*)\)$/.exec(target)?.[1];
  if (inner === undefined) return /^[\p{Alphabetic}\p{N}_.-]+$/u.test(target) ? { triple: target } : undefined;
  const expression = parseCfg(inner);
  return expression === undefined ? undefined : { expression };
}
