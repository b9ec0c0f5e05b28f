//! The columns of a download, by the names of `User`.

use super::Layout;
use crate::field_rights::is_private;
use crate::profile::ProfileField;
use crate::text::show;
use crate::users::Field;

/// What a download has when nothing else is asked for. A file of these can be uploaded again.
const USUAL: [&str; 30] = [
    "username",
    "email",
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
    "id",
];

/// What can be asked for besides.
const MORE: [&str; 5] = ["full_name", "locked", "deleted_at", "last_ip", "version"];

/// Other words for columns, as files and people have them.
const ALIASES: [(&str, &str); 2] = [("auth", "auth_method"), ("last_access", "last_access_at")];

/// Custom fields are columns of this name and their own, as in files that are uploaded.
const CUSTOM: &str = "profile_field_";

/// The columns of a download, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns(Vec<Column>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Column {
    name: String,
    of: Of,
}

/// Where the value of a column comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Field(Field),
    Account(&'static str),
    /// A custom field, by the column's name without its beginning.
    Custom,
}

impl Columns {
    /// The usual columns, the custom fields behind them.
    pub fn usual(custom: &[ProfileField]) -> Self {
        let own = USUAL.iter().filter_map(|name| Some(Column { name: (*name).to_owned(), of: own(name)? }));
        let custom = custom.iter().map(|field| Column { name: format!("{CUSTOM}{}", field.name), of: Of::Custom });
        Self(own.chain(custom).collect())
    }

    /// The names of all that can be asked for, custom fields last.
    pub fn offered(custom: &[ProfileField]) -> Vec<String> {
        let own = USUAL.into_iter().chain(MORE).map(str::to_owned);
        own.chain(custom.iter().map(|field| format!("{CUSTOM}{}", field.name))).collect()
    }

    /// The columns with these names, each once; custom fields as `profile.<name>` or `profile_field_<name>`. Without any
    /// name the usual ones. A name that is none is an error in words.
    pub fn named<'a>(
        names: impl IntoIterator<Item = &'a str>,
        custom: &[ProfileField],
    ) -> std::result::Result<Self, String> {
        let mut columns: Vec<Column> = Vec::new();
        for name in names.into_iter().map(str::trim).filter(|name| !name.is_empty()) {
            let name = ALIASES.iter().find(|(alias, _)| *alias == name).map_or(name, |(_, name)| name);
            let name = name.replacen("profile.", CUSTOM, 1);
            let is_custom = name.strip_prefix(CUSTOM).is_some_and(|name| custom.iter().any(|field| field.name == name));
            let of = if is_custom { Some(Of::Custom) } else { own(&name) };
            let of = of.ok_or_else(|| {
                let known = Self::usual(custom);
                let known: Vec<&str> = known.names().chain(MORE).collect();
                format!(
                    "An account has no member \"{}\" to be downloaded. There are: {}.",
                    show(&name),
                    known.join(", ")
                )
            })?;
            if columns.iter().all(|known| known.name != name) {
                columns.push(Column { name, of });
            }
        }
        Ok(if columns.is_empty() { Self::usual(custom) } else { Self(columns) })
    }

    /// The names of the columns.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|column| column.name.as_str())
    }

    /// The first column that only some may see.
    pub fn private(&self) -> Option<&str> {
        self.names().find(|name| is_private(name))
    }

    /// The same without columns that only some may see.
    pub fn without_private(mut self) -> Self {
        self.0.retain(|column| !is_private(&column.name));
        self
    }

    /// How the cells of an account come about; without `private`, those that only some may see are empty.
    pub fn layout(&self, private: bool) -> Layout {
        let mut layout = Layout::default();
        for column in &self.0 {
            match column.of {
                _ if !private && is_private(&column.name) => layout.add_nothing(),
                Of::Field(field) => layout.add_field(field),
                Of::Account(name) => layout.add_other(name),
                Of::Custom => layout.add_member(column.name.strip_prefix(CUSTOM).unwrap_or_default()),
            }
        }
        layout
    }
}

/// A column that every account has.
fn own(name: &str) -> Option<Of> {
    let name = USUAL.into_iter().chain(MORE).find(|known| *known == name)?;
    Some(Field::from_name(name).map_or(Of::Account(name), Of::Field))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_come_in_the_order_asked_for_each_once() {
        let columns = Columns::named(["email", " username ", "email", ""], &[]);
        assert_eq!(columns.as_ref().map(|columns| columns.names().collect::<Vec<_>>()), Ok(vec!["email", "username"]));
        assert_eq!(Columns::named([""], &[]), Ok(Columns::usual(&[])));
        assert_eq!(Columns::usual(&[]).names().count(), USUAL.len());
    }

    #[test]
    fn what_accounts_do_not_have_or_nobody_may_see_is_no_column() {
        for name in ["password_hash", "shoe", "profile.shoe", "profile", "session_epoch"] {
            assert!(Columns::named([name], &[]).is_err_and(|message| message.contains("full_name")), "{name}");
        }
    }

    #[test]
    fn private_columns_can_be_left_out() {
        let usual = Columns::usual(&[]);
        assert_eq!(usual.private(), Some("id_number"));
        let rest = usual.without_private();
        assert_eq!((rest.private(), rest.names().count()), (None, USUAL.len() - crate::field_rights::PRIVATE.len()));
    }
}
