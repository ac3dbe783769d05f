//! What the operator sees. Of no integrity level: some of it is not tested.

/// A line of text for a speed.
pub fn line(speed: u32) -> String {
    let unit = "1/min";
    format!("{speed} {unit}")
}

/// A line of text for a stopped pump.
pub fn stopped() -> String {
    String::from("stopped")
}

#[test]
fn shows_the_unit() {
    assert_eq!(line(900), "900 1/min");
}
