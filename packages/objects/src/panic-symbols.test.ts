import { describe, expect, it } from 'vitest';
import { panicSymbols } from './panic-symbols.js';

describe('panicSymbols', () => {
  it.each([
    ['_ZN4core9panicking5panic17h0123456789abcdefE', 'core::panicking::panic'],
    ['__ZN4core9panicking5panic17h0123456789abcdefE', 'core::panicking::panic'],
    ['_ZN4core9panicking9panic_fmt17h0123456789abcdefE.llvm.123', 'core::panicking::panic_fmt'],
    ['_ZN3std9panicking20rust_panic_with_hook17h0123456789abcdefE', 'std::panicking::rust_panic_with_hook'],
    [
      '_ZN3std9panicking12default_hook28_$u7b$$u7b$closure$u7d$$u7d$17h0123456789abcdefE',
      'std::panicking::default_hook::{{closure}}',
    ],
    ['_ZN4core6option13unwrap_failed17h0123456789abcdefE', 'core::option::unwrap_failed'],
    ['_ZN4core6result13unwrap_failed17h0123456789abcdefE', 'core::result::unwrap_failed'],
    [
      '_ZN4core5slice5index26slice_start_index_len_fail17h0123456789abcdefE',
      'core::slice::index::slice_start_index_len_fail',
    ],
    [
      '_ZN64_$LT$core..panicking..AssertKind$u20$as$u20$core..fmt..Debug$GT$3fmt17h0123456789abcdefE',
      '<core::panicking::AssertKind as core::fmt::Debug>::fmt',
    ],
    ['_RNvNtCsgEmfK2I1SDS_4core9panicking9panic_fmt', 'core::panicking::panic_fmt'],
    ['__RNvNtCsgEmfK2I1SDS_4core9panicking9panic_fmt', 'core::panicking::panic_fmt'],
    [
      '_RINvNtCsgEmfK2I1SDS_4core9panicking13assert_failedINtNtB4_6option6OptionjEBM_EB4_',
      'core::panicking::assert_failed',
    ],
    ['_RNCNvNtCsjrHSEGnQ3l9_3std9panicking12default_hook0B5_', 'std::panicking::default_hook::{closure}'],
    ['_RNvCsfLfy6EI15iL_7___rustc17rust_begin_unwind', '__rustc::rust_begin_unwind'],
    [
      '_RNvNvMs_NtCslNYArtu3iFV_5alloc3vecINtB6_3VecppE6remove13assert_failed',
      '<alloc::vec::Vec>::remove::assert_failed',
    ],
    ['_RNvNtNtCsgEmfK2I1SDS_4core3num14overflow_panic3add', 'core::num::overflow_panic::add'],
    [
      '_ZN4core4char7methods15encode_utf8_raw8do_panic7runtime17h0123456789abcdefE',
      'core::char::methods::encode_utf8_raw::do_panic::runtime',
    ],
    ['rust_begin_unwind', 'rust_begin_unwind'],
    ['_rust_panic', '_rust_panic'],
    ['__rust_start_panic', '__rust_start_panic'],
    ['___rust_start_panic', '___rust_start_panic'],
    // Cut in the middle: what it is called is still to be read.
    [
      '_RINvNtCsgEmfK2I1SDS_4core9panicking13assert_failedINt',
      '_RINvNtCsgEmfK2I1SDS_4core9panicking13assert_failedINt',
    ],
    // What linkers write into WebAssembly when they demangle.
    ['core::panicking::panic_fmt', 'core::panicking::panic_fmt'],
  ])('%s belongs to it', (symbol, path) => expect(panicSymbols([symbol])).toEqual([path]));

  it.each([
    'main',
    'panic',
    'kernel_panic',
    'rust_eh_personality',
    '_ZN7my_core9panicking5panic17h0123456789abcdefE',
    '_ZN3app13unwrap_failed17h0123456789abcdefE',
    '_ZN4core3fmt9Formatter3pad17h0123456789abcdefE',
    '_RNvNtCsgEmfK2I1SDS_3app9panicking5panic',
    '_RNvCsgEmfK2I1SDS_3app13unwrap_failed',
    '_RNvCsgEmfK2I1SDS_3app17rust_begin_unwind',
    '_RNvXs3_NtNtCsgEmfK2I1SDS_4core5panic8locationNtB5_8LocationNtNtB9_3fmt5Debug3fmt',
  ])('%s does not', (symbol) => expect(panicSymbols([symbol])).toEqual([]));

  it('gives each path once, sorted', () => {
    const instances = ['b', 'a'].map((digit) => `_ZN4core9panicking5panic17h${digit.repeat(16)}E`);
    expect(panicSymbols([...instances, 'rust_panic', '_ZN3std9panicking3try17h0123456789abcdefE'])).toEqual([
      ...['core::panicking::panic', 'rust_panic', 'std::panicking::try'],
    ]);
  });

  it('ends on symbols that refer to themselves or are very deep', () => {
    const doubled = `_R${'M'.repeat(60)}Nv4core9panicking${'B_'.repeat(60)}`;
    const deep = `_RNv${'Nv'.repeat(20_000)}C4core9panicking5panic`;
    const back = '_RNvNtB_4core9panicking5panic';
    for (const symbol of [doubled, deep, back]) expect(panicSymbols([symbol])).toEqual([symbol]);
  });
});
