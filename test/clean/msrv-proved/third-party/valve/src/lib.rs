pub fn limit(value: u32) -> u32 {
    value.min(1000)
}
