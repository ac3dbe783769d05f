import type { Ratio } from '@assay/evidence';

/**
 * Is at least this percentage reached? Compared unrounded, in decimal numbers as the policy writes them: 161 of 1000
 * are 16.1 %, which they are not in binary ones. Of nothing, nothing is missing.
 */
export function meets({ reached, total }: Ratio, percent: number): boolean {
  const { digits, scale } = inDecimal(percent);
  return BigInt(reached) * 100n * scale >= digits * BigInt(total);
}

/** The number as `digits / scale`. */
function inDecimal(number: number): { digits: bigint; scale: bigint } {
  const [plain = '', exponent = '0'] = String(number).split('e');
  const places = (plain.split('.')[1]?.length ?? 0) - Number(exponent);
  const digits = BigInt(plain.replace('.', ''));
  return places < 0 ? { digits: digits * 10n ** BigInt(-places), scale: 1n } : { digits, scale: 10n ** BigInt(places) };
}
