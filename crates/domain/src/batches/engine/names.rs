//! What batches are called. Pure.

use crate::{Error, Result, visible};

/// The longest name of a batch, in characters.
const LONGEST_NAME: usize = 200;

/// The name that a user gives a batch; `None` if it is blank.
pub fn of_person(text: Option<&str>) -> Result<Option<String>> {
    let Some(text) = text.filter(|text| !visible::is_blank(text)) else { return Ok(None) };
    let name = visible::name(text).ok_or_else(|| {
        let message = "A name is one line of text, without control characters and marks that turn its direction.";
        Error::invalid("settings.name", "invalid_value", message)
    })?;
    Ok(Some(name.chars().take(LONGEST_NAME).collect()))
}

/// The name of a batch that is called like its file.
pub fn of_file(file: &str) -> String {
    let seen = file.chars().filter(|letter| visible::is_shown(*letter));
    seen.take(LONGEST_NAME).collect()
}
