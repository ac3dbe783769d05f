//! What runs before and behind a test on bare metal: the vector table, semihosting, the panic handler.

use core::arch::asm;

unsafe extern "C" {
    fn run() -> !;
}

#[unsafe(no_mangle)]
#[unsafe(link_section = ".vector_table")]
static RESET: unsafe extern "C" fn() -> ! = reset;

// https://github.com/ARM-software/abi-aa/blob/main/semihosting/semihosting.rst
const SYS_WRITE0: usize = 0x04;
const SYS_EXIT_EXTENDED: usize = 0x20;
const APPLICATION_EXIT: u32 = 0x20026;

fn ask(operation: usize, argument: *const u8) {
    // SAFETY: the host reads what the argument points to, and returns.
    unsafe { asm!("bkpt #0xAB", inout("r0") operation => _, in("r1") argument) };
}

/// Prints on the host.
pub fn say(text: &core::ffi::CStr) {
    ask(SYS_WRITE0, text.as_ptr().cast());
}

/// Ends the emulator with a status.
pub fn exit(code: u32) -> ! {
    let block = [APPLICATION_EXIT, code];
    loop {
        ask(SYS_EXIT_EXTENDED, block.as_ptr().cast());
    }
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    say(c"panicked\n");
    exit(101)
}

extern "C" fn reset() -> ! {
    // SAFETY: each test defines it once.
    unsafe { run() }
}
