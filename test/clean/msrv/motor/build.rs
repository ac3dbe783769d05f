fn main() {
    layout::emit();
}
