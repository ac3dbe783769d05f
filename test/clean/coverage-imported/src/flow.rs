/// Litres for pulses of the wheel.
pub fn litres(pulses: u32) -> u32 {
    let whole = pulses / 10;
    whole + 1
}
