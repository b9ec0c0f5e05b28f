//! The kinds of files, and the choices that their settings give (API document, settings for files).

use std::collections::BTreeSet;

use super::columns::{is_cohort, is_system_role};
use super::enrolment_columns::EnrolmentColumn;
use super::private::is_private_column;
use super::settings::FileSettings;
use crate::batches::engine::source::SourceColumn;
use crate::field_rights;
use crate::filter::private::is_private_filter;
use crate::roles::Capability;
use crate::words::words;

words! {
    /// What kind of file it is: it sets the defaults of all other settings.
    Preset {
        /// Suspends and activates.
        Suspension "suspension",
        /// Gives accounts another username.
        Rename "rename",
        /// Makes accounts, and brings those that are there up to date.
        Upsert "upsert",
        /// Deletes accounts.
        Delete "delete",
    }
}

words! {
    /// Which rows are carried out.
    Mode {
        /// Those whose account is not there.
        Create "create",
        /// All.
        CreateOrUpdate "create_or_update",
        /// Those whose account is there.
        Update "update",
        /// All, each as a new account; a username that is taken gets a number.
        CreateNumbered "create_numbered",
    }
}

words! {
    /// How details are handled that an account has already.
    Existing {
        /// They stay.
        Keep "keep",
        /// Those that the row names are replaced.
        Overwrite "overwrite",
        /// Those that the row names are replaced, those that it leaves blank get the default.
        OverwriteWithDefaults "overwrite_with_defaults",
        /// Only empty ones are filled.
        FillMissing "fill_missing",
    }
}

words! {
    /// What rows name accounts by.
    MatchBy {
        /// The username.
        Username "username",
        /// The e-mail address.
        Email "email",
        /// The organisation's own number.
        IdNumber "id_number",
    }
}

words! {
    /// Where the password of a new account comes from.
    Passwords {
        /// From the row.
        File "file",
        /// The person chooses it, by a link that is e-mailed.
        Invite "invite",
    }
}

words! {
    /// Which new accounts have to change the password that the file gave them.
    ForceChange {
        /// None.
        None "none",
        /// Those whose password is easy to guess.
        Weak "weak",
        /// All.
        All "all",
    }
}

words! {
    /// How an invalid value is handled.
    InvalidValues {
        /// Its row is an error.
        Error "error",
        /// It is left out with a warning, and the rest of its row is done.
        LeaveOut "leave_out",
    }
}

/// The columns of details, by their own names.
const DETAILS: [&str; 17] = [
    "email",
    "firstname",
    "lastname",
    "idnumber",
    "institution",
    "department",
    "phone1",
    "phone2",
    "address",
    "city",
    "country",
    "lang",
    "timezone",
    "description",
    "confirmed",
    "external_id",
    "username",
];
const SUSPENSION: [&str; 4] = ["suspended", "auth", "reason", "until"];

impl Preset {
    /// The modes that make sense for it, the default first.
    pub fn modes(self) -> &'static [Mode] {
        match self {
            Self::Upsert => &[Mode::CreateOrUpdate, Mode::Create, Mode::Update, Mode::CreateNumbered],
            Self::Suspension | Self::Rename | Self::Delete => &[Mode::Update],
        }
    }

    /// The column that an example of its header begins with, and one that says what to do.
    pub fn example(self) -> &'static str {
        match self {
            Self::Suspension => "username,suspended",
            Self::Rename => "oldusername,username",
            Self::Upsert => "username,firstname,lastname,email",
            Self::Delete => "username",
        }
    }
}

impl FileSettings {
    /// The column that names the account of a row.
    pub fn key_column(&self) -> &'static str {
        match self.match_by {
            MatchBy::Username if self.preset == Preset::Rename => "oldusername",
            MatchBy::Username => "username",
            MatchBy::Email => "email",
            MatchBy::IdNumber => "idnumber",
        }
    }

    /// The columns that are read, besides the one that names the account; custom fields are `profile_field_*`.
    pub fn used_columns(&self) -> Vec<&'static str> {
        let mut used = match self.preset {
            Preset::Suspension => SUSPENSION.to_vec(),
            Preset::Rename => vec!["username"],
            Preset::Delete => vec!["deleted"],
            Preset::Upsert => DETAILS.into_iter().chain(SUSPENSION).chain(["oldusername", "deleted"]).collect(),
        };
        if self.preset == Preset::Upsert && self.passwords == Passwords::File {
            used.push("password");
        }
        used.retain(|column| *column != self.key_column());
        used
    }

    /// Whether rows may be about accounts that are not there yet.
    pub fn creates(&self) -> bool {
        self.preset == Preset::Upsert && self.mode != Mode::Update
    }

    /// Whether rows may be about accounts that are there.
    pub fn updates(&self) -> bool {
        matches!(self.mode, Mode::Update | Mode::CreateOrUpdate)
    }

    /// The columns through which a file with these headings asks for private fields or writes them: its own, the one that
    /// names accounts, those with a default. A full sync counts as the filter that it is.
    pub fn private_columns<'a>(&'a self, columns: &'a [SourceColumn]) -> Vec<&'a str> {
        let (used, key) = (self.used_columns(), self.key_column());
        let is_used = |column: &&str| *column == key || used.contains(column);
        let own = columns.iter().filter_map(|column| column.field.as_deref()).filter(is_used);
        let with_default = self.defaults.keys().map(String::as_str).filter(|_| self.preset == Preset::Upsert);
        let mut touched: Vec<&str> = [key].into_iter().chain(own).chain(with_default).collect();
        touched.retain(|column| is_private_column(column));
        let syncs = self.full_sync.as_ref().is_some_and(|sync| is_private_filter(&sync.filter));
        touched.extend(syncs.then_some("full_sync"));
        let mut named = BTreeSet::new();
        touched.retain(|column| named.insert(*column));
        touched
    }

    /// What it takes to plan a file with these columns, and to apply it.
    pub fn capabilities(&self, columns: &[SourceColumn]) -> Vec<Capability> {
        let has = |kind: fn(&str) -> bool| columns.iter().filter_map(|column| column.field.as_deref()).any(kind);
        let suspends = || has(|column| matches!(column, "suspended" | "reason" | "until"));
        // A plan tells of each value whether an account has it.
        let of_private = (!self.private_columns(columns).is_empty()).then_some(field_rights::NEEDED);
        let needed = match self.preset {
            Preset::Suspension => vec![Capability::UsersSuspend],
            Preset::Rename => vec![Capability::UsersUpdate],
            Preset::Delete => vec![Capability::UsersDelete],
            Preset::Upsert => {
                let needed = [
                    (self.creates(), Capability::UsersCreate),
                    (self.updates(), Capability::UsersUpdate),
                    (self.allow_deletes, Capability::UsersDelete),
                    (
                        // Whose confirmation is taken back cannot sign in either.
                        self.full_sync.is_some()
                            || (self.allow_suspensions && suspends())
                            || has(|name| name == "confirmed"),
                        Capability::UsersSuspend,
                    ),
                    (has(is_system_role), Capability::RolesAssign),
                    (has(is_cohort), Capability::CohortsManage),
                    (has(EnrolmentColumn::is_one), Capability::EnrolmentsManage),
                ];
                needed.into_iter().filter_map(|(is_needed, capability)| is_needed.then_some(capability)).collect()
            }
        };
        needed.into_iter().chain(of_private).collect()
    }
}
