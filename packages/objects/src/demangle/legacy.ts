/** What stands for signs that linkers do not take: `rustc_symbol_mangling/src/legacy.rs` of rustc. */
const signs: Record<string, string> = {
  ...{ SP: '@', BP: '*', RF: '&', LT: '<', GT: '>', LP: '(', RP: ')', C: ',' },
};

/** Sixteen hex digits that keep instances apart. */
const HASH = /^h[0-9a-f]{16}$/;

/** `_ZN4core9panicking5panic17h…E` → `core::panicking::panic`; `undefined` where it is not of that form. Apple adds a `_`. */
export function demangleLegacy(symbol: string): string | undefined {
  const start = /^_?_ZN(?=\d)/.exec(symbol)?.[0].length;
  if (start === undefined) return undefined;
  const parts: string[] = [];
  let at = start;
  for (;;) {
    const digits = /^\d+/.exec(symbol.slice(at, at + 6))?.[0];
    if (digits === undefined) break;
    at += digits.length;
    parts.push(symbol.slice(at, at + Number(digits)));
    at += Number(digits);
  }
  // After the end there is nothing, or what LLVM adds: `.llvm.123`.
  if (symbol[at] !== 'E' || !['.', undefined].includes(symbol[at + 1])) return undefined;
  if (HASH.test(parts.at(-1) ?? '')) parts.pop();
  return parts.map(withSigns).join('::');
}

function withSigns(part: string): string {
  return part
    .replace(/^_(?=\$)/, '')
    .replace(/\$([A-Z]{1,2})\$/g, (whole, name: string) => signs[name] ?? whole)
    .replace(/\$u([0-9a-f]{1,4})\$/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll('..', '::');
}
