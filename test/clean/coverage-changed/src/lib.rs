//! A lamp, of a class that asks for no coverage. What changed is told all the same.

/// Lumen for a step of the dimmer.
pub fn lumen(step: u8) -> u32 {
    let limited = step.min(10);
    u32::from(limited) * 80
}

/// Nothing tests it, and nothing changed it.
pub fn is_off(step: u8) -> bool {
    step == 0
}

/// Changed since the base, and tested.
pub fn is_bright(step: u8) -> bool {
    let bright = lumen(step);
    bright > 400
}

#[test]
fn gets_brighter() {
    assert!(lumen(2) > lumen(1));
    assert!(is_bright(9));
}
