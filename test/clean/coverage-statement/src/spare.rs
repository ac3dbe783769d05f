/// The channel of the spare radio.
pub fn spare_channel(main: u8) -> u8 {
    let next = main.wrapping_add(1);
    next
}

#[test]
fn differs_from_the_main_one() {
    assert_ne!(spare_channel(255), 255);
}
