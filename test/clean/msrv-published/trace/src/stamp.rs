/// The number with leading zeros.
pub fn of(number: u32) -> String {
    format!("{:06}", number)
}
