//! Says whether the valve is open.

fn main() {
    println!("{}", valve::is_open(valve::LIMIT + 1));
}
