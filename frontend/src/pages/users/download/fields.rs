//! The fields that can be downloaded.

use rollcall_wire::profile::ProfileField;

use crate::i18n::words;
use crate::pages::details;

/// The members of an account that a download can have, in its order.
const FIELDS: [&str; 32] = [
    "username",
    "email",
    "full_name",
    "first_name",
    "last_name",
    "id_number",
    "institution",
    "department",
    "phone",
    "mobile_phone",
    "address",
    "city",
    "country",
    "language",
    "timezone",
    "description",
    "auth_method",
    "suspended",
    "suspended_until",
    "suspension_reason",
    "confirmed",
    "must_change_password",
    "status",
    "system_roles",
    "cohorts",
    "external_id",
    "created_at",
    "updated_at",
    "first_access_at",
    "last_access_at",
    "deleted_at",
    "id",
];
/// What the columns of custom fields begin with, as in files that are uploaded.
const CUSTOM: &str = "profile_field_";

/// All of them with their names, custom ones last.
pub fn offered(custom: &[ProfileField]) -> Vec<(String, String)> {
    let common = FIELDS.iter().map(|name| ((*name).to_owned(), words::field(name)));
    common.chain(custom.iter().map(|field| (format!("{CUSTOM}{}", field.name), field.label.clone()))).collect()
}

/// Those of the list's columns that a download can have.
pub fn known(columns: &[String]) -> Vec<String> {
    let has = |name: &&String| FIELDS.contains(&name.as_str()) || name.starts_with(details::CUSTOM);
    columns.iter().filter(has).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::find;
    use crate::pages::users::columns;

    #[test]
    fn every_field_has_a_name() {
        for name in FIELDS {
            assert!(find(&format!("field-{}", name.replace('_', "-")), &[]).is_some(), "{name}");
        }
    }

    #[test]
    fn the_usual_columns_can_all_be_downloaded() {
        assert_eq!(known(&columns::known(columns::USUAL)), columns::USUAL);
        let shown = ["full_name", "purge_at", "profile.grade"].map(str::to_owned);
        assert_eq!(known(&shown), ["full_name", "profile.grade"]);
    }
}
