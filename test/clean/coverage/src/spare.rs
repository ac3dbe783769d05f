/// Is the spare pump in use?
pub fn spare_in_use(main_failed: bool) -> bool {
    let in_use = main_failed;
    in_use
}
