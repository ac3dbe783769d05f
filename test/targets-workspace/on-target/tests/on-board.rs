//! Without Rust's own harness, which needs std: on bare metal it says by semihosting what came of it, elsewhere by printing.
#![cfg_attr(target_os = "none", no_std, no_main)]

use core::hint::black_box;
use motor_control::Fixed;
use on_target::half;

fn halves() -> bool {
    let wanted = if cfg!(feature = "fails") { 3 } else { 2 };
    half(black_box(Fixed::from_int(4))) == Fixed::from_int(black_box(wanted))
}

#[cfg(target_os = "none")]
mod board {
    use core::arch::asm;

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

    fn say(text: &core::ffi::CStr) {
        ask(SYS_WRITE0, text.as_ptr().cast());
    }

    fn exit(code: u32) -> ! {
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
        if cfg!(feature = "mute") {
            exit(0);
        }
        say(c"test halves ... ");
        if cfg!(feature = "hangs") {
            loop {
                core::hint::spin_loop();
            }
        }
        if super::halves() {
            say(c"ok\n");
            exit(0)
        }
        say(c"FAILED\n");
        exit(1)
    }
}

#[cfg(not(target_os = "none"))]
fn main() {
    if cfg!(feature = "mute") {
        return;
    }
    while cfg!(feature = "hangs") {
        std::thread::yield_now();
    }
    let holds = halves();
    println!("test halves ... {}", if holds { "ok" } else { "FAILED" });
    std::process::exit(if holds { 0 } else { 1 });
}
