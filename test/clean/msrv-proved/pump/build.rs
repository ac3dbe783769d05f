fn main() {
    stamp::emit();
}
