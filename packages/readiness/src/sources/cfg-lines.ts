import { atomicsInWords } from './trait-words.js';
import type { Traits } from './traits.js';

/** Reads what `rustc --print cfg --target T` prints: lines such as `target_os="none"`. */
export function traitsOfCfg(lines: readonly string[]): Traits {
  const values = (key: string) =>
    lines.flatMap((line) =>
      line.startsWith(`${key}="`) && line.endsWith('"') ? [line.slice(key.length + 2, -1)] : [],
    );
  const value = (key: string) => values(key)[0] ?? null;
  const endian = value('target_endian');
  const panic = value('panic');
  const widths = values('target_has_atomic').map(Number).filter(Number.isInteger);
  const features = values('target_feature');
  return {
    from: 'cfg',
    metadata: { description: null, tier: null, hostTools: null, std: null },
    llvmTarget: null,
    architecture: value('target_arch'),
    os: value('target_os'),
    environment: [value('target_env') ?? '', value('target_abi') ?? ''],
    pointerWidth: Number(value('target_pointer_width')) || null,
    endian: endian === 'little' || endian === 'big' ? endian : null,
    panic: panic === 'unwind' || panic === 'abort' ? panic : null,
    // Stable compilers print only the widths that have compare-and-swap: without any, there may be none or some without.
    atomics: widths.length === 0 ? null : atomicsInWords(Math.max(...widths), true),
    floatAbi: null,
    cpu: features.length === 0 ? null : `features ${features.join(', ')}`,
    linker: null,
  };
}
