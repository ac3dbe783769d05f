/** A source with one decision of two conditions. */
export const governor = `pub fn may_speed_up(is_enabled: bool, is_hot: bool) -> bool {
    if is_enabled && !is_hot {
        return true;
    }
    false
}
`;

/** Tests of it that cover all there is, MC/DC too. */
export const governorTests = `use governor::may_speed_up;

#[test]
fn speeds_up_only_when_enabled_and_cool() {
    assert!(may_speed_up(true, false));
    assert!(!may_speed_up(true, true));
    assert!(!may_speed_up(false, false));
}
`;
