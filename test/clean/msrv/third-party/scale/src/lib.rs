pub fn scale(value: i32, by: i32) -> i32 {
    value / by
}
