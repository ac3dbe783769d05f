pub fn half(value: i32) -> i32 {
    scale::scale(value, 2)
}
