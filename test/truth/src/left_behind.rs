pub fn forgotten(a: bool) -> u8 {
    if a { 1 } else { 2 }
}
