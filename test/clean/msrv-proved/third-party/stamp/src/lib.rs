pub fn emit() {
    println!("cargo:rerun-if-changed=build.rs");
}
