pub fn same(left: i32, right: i32) {
    assert_eq!(left, right);
}
