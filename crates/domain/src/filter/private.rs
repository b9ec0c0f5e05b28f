//! Filters that are about private fields ([`crate::field_rights`]), and what others see of them.

use super::{masked, names};
use crate::field_rights::{MASK, is_private};

/// Puts [`MASK`] in the place of the values that a filter compares private fields with.
pub fn mask_filter(text: &mut String) {
    *text = masked(text, is_private, MASK);
}

/// Whether a filter is about a private field.
pub fn is_private_filter(text: &str) -> bool {
    names(text).any(|name| is_private(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> String {
        let mut text = text.to_owned();
        mask_filter(&mut text);
        text
    }

    #[test]
    fn filters_keep_their_form_and_lose_private_values() {
        assert_eq!(masked(r#"city eq "Graz""#), r#"city eq "Graz""#);
        assert_eq!(
            masked(r#"not (ID_Number sw "42" ) and city eq "Graz" or phone pr"#),
            r#"not (ID_Number sw "…" ) and city eq "Graz" or phone pr"#
        );
        assert_eq!(masked(r#"address eq "a \" b" "#), r#"address eq "…" "#);
        assert_eq!(masked("phone eq 0664"), "phone eq \"…\"");
        // What cannot be read may hold anything.
        assert_eq!(masked("phone eq \"0664"), MASK);
    }

    #[test]
    fn a_filter_is_private_by_what_it_names_and_not_by_its_texts() {
        assert!(is_private_filter("mobile_phone pr") && is_private_filter(r#"city eq "x" and Phone ne "1""#));
        assert!(!is_private_filter(r#"city eq "phone""#) && !is_private_filter(""));
    }
}
