pub fn same(left: u32, right: u32) -> bool {
    left == right
}
