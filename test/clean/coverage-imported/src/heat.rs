/// Kilowatts for a difference of temperatures.
pub fn kilowatts(kelvin: u32) -> u32 {
    let scaled = kelvin * 42;
    scaled / 10
}
