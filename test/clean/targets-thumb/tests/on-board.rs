#![no_std]
#![no_main]

mod board;

#[unsafe(no_mangle)]
extern "C" fn run() -> ! {
    board::say(c"test opens ... ");
    if core::hint::black_box(valve::is_open(valve::LIMIT + 1)) {
        board::say(c"ok\n");
        board::exit(0)
    }
    board::say(c"FAILED\n");
    board::exit(1)
}
