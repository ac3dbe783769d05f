import type { VendorCoverage } from '@assay/readiness';
import { compareVersions, parseVersion } from '@assay/rust';
import type { TargetFacts } from './facts.js';

/** What is known of the toolchain of this name and the target, and not from memory alone; several rows where it is qualified in several ways. */
export function coverageOf({ record }: TargetFacts, vendor: string): VendorCoverage[] {
  return record.vendors.filter(
    ({ toolchain, confidence }) => normal(toolchain) === normal(vendor) && !confidence.startsWith('from memory'),
  );
}

/** Why none of these ways holds here; none where one does, and where it is not known that one does not. */
export function unfitOf({ compiler }: TargetFacts, covering: readonly VendorCoverage[]): string[] {
  const reasons = covering.map(({ hosts, rust }) => [
    ...(hosts !== null && compiler.host !== null && !hosts.includes(compiler.host)
      ? [`it is qualified on ${hosts.join(', ')}, and this host is ${compiler.host}`]
      : []),
    ...(rust !== null && isOther(rust, compiler.release)
      ? [`it is made of Rust ${rust}, and the compiler here is ${compiler.release}`]
      : []),
  ]);
  return reasons.some((each) => each.length === 0) ? [] : [...new Set(reasons.flat())];
}

/** What must be known to say that it holds here, and is not. */
export function unknownOfVendor({ compiler }: TargetFacts, covering: readonly VendorCoverage[]): string[] {
  const reasons = covering.map(({ hosts, rust }) => [
    ...(hosts !== null && compiler.host === null ? ['the compiler does not say on which host it runs'] : []),
    ...(rust === null ? ['of which release of Rust it is made is not known'] : []),
    ...(rust !== null && parseVersion(rust) === undefined ? [`it is made of ${JSON.stringify(rust)}, no release`] : []),
  ]);
  return reasons.some((each) => each.length === 0) ? [] : [...new Set(reasons.flat())];
}

function isOther(rust: string, release: string): boolean {
  const [a, b] = [parseVersion(rust), parseVersion(release)];
  if (a === undefined) return false;
  return b === undefined || compareVersions(a, b) !== 0;
}

/** `Ferrocene 26.05` is `ferrocene 26.05.0`. */
function normal(toolchain: string): string {
  return toolchain
    .trim()
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/ (\d+\.\d+)$/, ' $1.0');
}
