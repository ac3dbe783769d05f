#[test]
fn opens_above_its_limit() {
    assert!(valve::is_open(valve::LIMIT + 1));
}

#[test]
fn stays_shut_below() {
    assert!(!valve::is_open(valve::LIMIT));
}
