use proc_macro::TokenStream;

#[proc_macro]
pub fn micro_litres(_: TokenStream) -> TokenStream {
    "const MICRO_LITRES: u32 = 50;".parse().expect("a constant")
}
