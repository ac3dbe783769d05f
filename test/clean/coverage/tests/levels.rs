use pump::{level_of, may_run};

#[test]
fn a_tank_that_fills_lets_the_pump_run() {
    assert!(!may_run(level_of(5), true, false));
    assert!(may_run(level_of(50), true, false));
    assert!(may_run(level_of(500), true, false));
}
