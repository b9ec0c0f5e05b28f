//! What filters can be about: a list of attributes for each kind of thing that is listed.

/// How an attribute is stored and compared. The texts are SQL, each column with its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Storage {
    /// A column that holds the folded text; empty text if there is none.
    Key(&'static str),
    /// A column whose text is one of a few words in lower case.
    Word(&'static str),
    /// The username, of the deleted too.
    Username,
    /// The e-mail address, of the deleted too.
    Email,
    /// A column whose text is folded when compared; may be null.
    Plain(&'static str),
    /// A column whose text is compared letter by letter, as an id of another system has to be; may be null.
    Exact(&'static str),
    /// A truth value.
    Bool(&'static str),
    /// A condition that is a truth value.
    Derived(&'static str),
    /// A whole number.
    Number(&'static str),
    /// A point in time; may be null.
    Time(&'static str),
    /// A point in time; 0 if there is none.
    TimeOrZero(&'static str),
    /// An id; may be null.
    Id(&'static str),
    /// First and last name in one.
    FullName,
    /// The state of an account, made from several columns and the time.
    Status,
    /// Whether failed sign-ins have locked the account, at this time.
    Locked,
    /// Something of this kind that the account holds.
    Held(Holding),
    /// Which one it is, of those that are held.
    HeldKey(Holding),
    /// A point in time of one that is held; may be null.
    HeldTime(Holding, &'static str),
    /// A word of one that is held, in lower case.
    HeldWord(Holding, &'static str),
    /// Words of one that is held, with spaces between.
    HeldWords(Holding, &'static str),
    /// The groups in which a user takes part in a course.
    Group,
    /// The custom fields as a whole: whether there is a value in any.
    Profile,
    /// The accounts that a batch has changed, by username or id.
    People,
}

impl Storage {
    /// Whether it is compared as a whole only: there is nothing before or behind it, and no part of it means anything.
    pub(super) fn is_a_whole(self) -> bool {
        matches!(
            self,
            Self::Id(_)
                | Self::People
                | Self::Held(_)
                | Self::HeldKey(_)
                | Self::HeldWord(..)
                | Self::HeldWords(..)
                | Self::Group
        )
    }
}

/// What an account holds several of, each by a key and since some time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holding {
    /// Roles at site level.
    Roles,
    /// Cohorts.
    Cohorts,
    /// Courses in which the person takes part.
    Enrolments,
}

impl Holding {
    /// All of them.
    pub(super) const ALL: [Self; 3] = [Self::Roles, Self::Cohorts, Self::Enrolments];

    /// The field of an account.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Roles => "system_roles",
            Self::Cohorts => "cohorts",
            Self::Enrolments => "enrolments",
        }
    }

    /// The table, or a part of one, and the column of keys.
    pub(super) fn table(self) -> (&'static str, &'static str) {
        const AT_SITE: &str = "(SELECT user_id, role, assigned_at FROM role_assignments WHERE context_kind = 'site')";
        match self {
            Self::Roles => (AT_SITE, "role"),
            Self::Cohorts => ("cohort_members", "cohort"),
            Self::Enrolments => ("enrolments", "course_id"),
        }
    }
}

/// Something that a filter can be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attribute {
    name: &'static str,
    pub(super) storage: Storage,
}

impl Attribute {
    /// Whether an account is suspended.
    pub const SUSPENDED: Self = Self::new("suspended", Storage::Bool("users.suspended"));

    const fn new(name: &'static str, storage: Storage) -> Self {
        Self { name, storage }
    }

    /// Which course, of one that a user takes part in.
    pub(super) const fn of_course() -> Self {
        Self::new("enrolments.course", Storage::HeldKey(Holding::Enrolments))
    }

    /// The name in the API.
    pub fn name(self) -> &'static str {
        self.name
    }
}

/// The cohorts that an account is in.
pub(super) const COHORTS: Attribute = Attribute::new("cohorts", Storage::Held(Holding::Cohorts));

/// The courses in which a user takes part.
pub(super) const ENROLMENTS: Attribute = Attribute::new("enrolments", Storage::Held(Holding::Enrolments));

/// What a filter of accounts can be about: the fields of the API document, one for one.
pub const ACCOUNTS: &[Attribute] = &[
    Attribute::new("id", Storage::Id("users.id")),
    Attribute::new("username", Storage::Username),
    Attribute::new("email", Storage::Email),
    Attribute::new("first_name", Storage::Key("users.first_name_key")),
    Attribute::new("last_name", Storage::Key("users.last_name_key")),
    Attribute::new("full_name", Storage::FullName),
    Attribute::new("id_number", Storage::Key("users.id_number_key")),
    Attribute::new("institution", Storage::Key("users.institution_key")),
    Attribute::new("department", Storage::Key("users.department_key")),
    Attribute::new("phone", Storage::Plain("users.phone")),
    Attribute::new("mobile_phone", Storage::Plain("users.mobile_phone")),
    Attribute::new("address", Storage::Plain("users.address")),
    Attribute::new("city", Storage::Key("users.city_key")),
    Attribute::new("country", Storage::Plain("users.country")),
    Attribute::new("language", Storage::Plain("users.language")),
    Attribute::new("timezone", Storage::Plain("users.timezone")),
    Attribute::new("description", Storage::Plain("users.description")),
    Attribute::new("auth_method", Storage::Word("users.auth_method")),
    Attribute::SUSPENDED,
    Attribute::new("suspended_until", Storage::Time("users.suspended_until")),
    Attribute::new("suspension_reason", Storage::Plain("users.suspension_reason")),
    Attribute::new("confirmed", Storage::Bool("users.confirmed")),
    Attribute::new("locked", Storage::Locked),
    Attribute::new("must_change_password", Storage::Bool("users.must_change_password")),
    Attribute::new("status", Storage::Status),
    Attribute::new("system_roles", Storage::Held(Holding::Roles)),
    Attribute::new("system_roles.value", Storage::HeldKey(Holding::Roles)),
    Attribute::new("system_roles.assigned_at", Storage::HeldTime(Holding::Roles, "assigned_at")),
    COHORTS,
    Attribute::new("cohorts.value", Storage::HeldKey(Holding::Cohorts)),
    Attribute::new("cohorts.added_at", Storage::HeldTime(Holding::Cohorts, "added_at")),
    ENROLMENTS,
    Attribute::new("enrolments.course", Storage::HeldKey(Holding::Enrolments)),
    Attribute::new("enrolments.role", Storage::HeldWords(Holding::Enrolments, "roles")),
    Attribute::new("enrolments.status", Storage::HeldWord(Holding::Enrolments, "status")),
    Attribute::new("enrolments.group", Storage::Group),
    Attribute::new("enrolments.source", Storage::HeldWord(Holding::Enrolments, "source")),
    Attribute::new("enrolments.starts_at", Storage::HeldTime(Holding::Enrolments, "starts_at")),
    Attribute::new("enrolments.ends_at", Storage::HeldTime(Holding::Enrolments, "ends_at")),
    Attribute::new("enrolments.created_at", Storage::HeldTime(Holding::Enrolments, "created_at")),
    Attribute::new("enrolments.last_access_at", Storage::HeldTime(Holding::Enrolments, "last_access_at")),
    Attribute::new("profile", Storage::Profile),
    Attribute::new("external_id", Storage::Exact("users.external_id")),
    Attribute::new("created_at", Storage::Time("users.created_at")),
    Attribute::new("updated_at", Storage::Time("users.updated_at")),
    Attribute::new("deleted_at", Storage::Time("users.deleted_at")),
    Attribute::new("first_access_at", Storage::Time("users.first_access_at")),
    Attribute::new("last_access_at", Storage::TimeOrZero("users.last_access_at")),
    Attribute::new("last_ip", Storage::Plain("users.last_ip")),
    Attribute::new("never_accessed", Storage::Derived("users.last_access_at = 0")),
    Attribute::new("version", Storage::Number("users.version")),
];

/// What a filter of courses can be about.
pub const COURSES: &[Attribute] = &[
    Attribute::new("id", Storage::Id("courses.id")),
    Attribute::new("code", Storage::Exact("courses.code")),
    Attribute::new("name", Storage::Key("courses.name_key")),
    Attribute::new("category", Storage::Key("courses.category_key")),
    Attribute::new("visible", Storage::Bool("courses.visible")),
    Attribute::new("archived", Storage::Bool("courses.archived")),
    Attribute::new("starts_at", Storage::Time("courses.starts_at")),
    Attribute::new("ends_at", Storage::Time("courses.ends_at")),
    Attribute::new("group_mode", Storage::Word("courses.group_mode")),
    Attribute::new("created_by", Storage::Id("courses.created_by")),
    Attribute::new("created_at", Storage::Time("courses.created_at")),
    Attribute::new("updated_at", Storage::Time("courses.updated_at")),
    Attribute::new("version", Storage::Number("courses.version")),
];

/// What a filter of batches can be about.
pub const BATCHES: &[Attribute] = &[
    Attribute::new("id", Storage::Id("batches.id")),
    Attribute::new("name", Storage::Plain("batches.name")),
    Attribute::new("kind", Storage::Word("batches.kind")),
    Attribute::new("action", Storage::Word("batches.action")),
    Attribute::new("state", Storage::Word("batches.state")),
    Attribute::new("created_by.id", Storage::Id("batches.created_by")),
    Attribute::new(
        "created_by.username",
        Storage::Plain("(SELECT COALESCE(u.freed_username, u.username) FROM users u WHERE u.id = batches.created_by)"),
    ),
    Attribute::new("created_at", Storage::Time("batches.created_at")),
    Attribute::new("starts_at", Storage::Time("batches.starts_at")),
    Attribute::new("started_at", Storage::Time("batches.started_at")),
    Attribute::new("finished_at", Storage::Time("batches.finished_at")),
    Attribute::new("affected", Storage::Number("batches.affected")),
    Attribute::new("people", Storage::People),
    Attribute::new("confirmation_required", Storage::Bool("batches.confirmation_required")),
    Attribute::new("undo_of", Storage::Id("batches.undo_of")),
    Attribute::new("undone_by", Storage::Id("batches.undone_by")),
];
