//! A signal that shows green for a free block only.

/// May the signal show green?
pub fn is_green(is_free: bool, is_locked: bool) -> bool {
    if is_free && is_locked {
        return true;
    }
    false
}

/// Whole seconds of an answer of the interlocking.
pub fn seconds(answer: &str) -> Option<u32> {
    let number = answer.strip_suffix('s')?;
    number.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_green_for_a_free_block_with_a_locked_route() {
        assert!(is_green(true, true));
        assert!(!is_green(true, false));
        assert!(!is_green(false, true));
    }

    #[test]
    fn reads_seconds() {
        assert_eq!(seconds("12s"), Some(12));
        assert_eq!(seconds("12"), None);
    }
}
