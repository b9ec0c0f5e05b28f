//! What a batch was made from: a file and its columns, or the people who were selected.

use serde::{Deserialize, Serialize};

use crate::id::UserId;
use crate::visible;

/// What a batch was made from; which members are there depends on its kind.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Source {
    /// The name the file was uploaded under.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
    /// Bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// SHA-256 of the file in hexadecimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// The delimiter in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<String>,
    /// The encoding in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Whether the encoding is a guess.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding_guessed: Option<bool>,
    /// Whether the file was a workbook, whose sheet was written out as a table in text.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_workbook: bool,
    /// Whether rows do not tell that a name belongs to a deleted account: whatever made the batch, a token perhaps, may not
    /// see accounts, although its person may.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hides_deleted: bool,
    /// The sheet that is read, in a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The visible sheets with cells, in a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheets: Option<Vec<String>>,
    /// Rows below the header.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<i64>,
    /// How many rows with damaged quotes have held a full sync back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sync_held_back: Option<i64>,
    /// The file's columns in order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub columns: Option<Vec<SourceColumn>>,
    /// The filter that people were selected by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// The quick search that people were selected by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Who of the people is meant, as the operation says it that selects them further.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience: Option<serde_json::Value>,
    /// Who is meant by filter and search, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whether the quick search also looked into private fields.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub searches_private: bool,
    /// The ids that were selected, where they are few.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ids: Option<Vec<UserId>>,
    /// How many the person saw who selected them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected_count: Option<i64>,
    /// How many there were to begin with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<i64>,
}

/// One column of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceColumn {
    /// The heading as it stands in the file.
    pub header: String,
    /// The column it is read as; `None` if it is ignored.
    pub field: Option<String>,
}

/// A heading as it is compared: without invisible characters, in lower case, with underscores for blanks.
pub fn comparable(heading: &str) -> String {
    let heading = visible::trim(heading).to_lowercase();
    let seen = heading.chars().filter(|letter| !visible::is_ignorable(*letter));
    seen.map(|letter| if letter.is_whitespace() { '_' } else { letter }).collect()
}
