//! What a filter can be about.

/// How an attribute is stored and compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Storage {
    /// A column that holds the folded text; empty text where there is none.
    Key(&'static str),
    /// A column whose text is in lower case as it is.
    Lower(&'static str),
    /// A column whose text is folded when compared; may be null.
    Plain(&'static str),
    /// A truth value.
    Bool(&'static str),
    /// A condition that is a truth value.
    Derived(&'static str),
    /// A point in time; may be null.
    Time(&'static str),
    /// A point in time; 0 where there is none.
    TimeOrZero(&'static str),
    /// The account's id.
    Id,
    /// First and last name in one.
    FullName,
    /// The state, made from several columns and the time.
    Status,
    /// Whether failed sign-ins have locked the account, at this time.
    Locked,
    /// A role held at site level.
    Role,
    /// Which role it is, of one that is held.
    RoleKey,
    /// Since when one is held.
    RoleTime,
}

macro_rules! attributes {
    ($($variant:ident $name:literal $storage:expr;)*) => {
        /// Something of an account that a filter can be about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[expect(missing_docs, reason = "the attributes are the fields of the API document, one for one")]
        pub enum Attribute {
            $($variant,)*
        }

        impl Attribute {
            /// Every attribute.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name in the API.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            pub(super) fn storage(self) -> Storage {
                match self { $(Self::$variant => $storage,)* }
            }
        }
    };
}

attributes! {
    Id "id" Storage::Id;
    Username "username" Storage::Lower("username");
    Email "email" Storage::Lower("email");
    FirstName "first_name" Storage::Key("first_name_key");
    LastName "last_name" Storage::Key("last_name_key");
    FullName "full_name" Storage::FullName;
    IdNumber "id_number" Storage::Key("id_number_key");
    Institution "institution" Storage::Key("institution_key");
    Department "department" Storage::Key("department_key");
    Phone "phone" Storage::Plain("phone");
    MobilePhone "mobile_phone" Storage::Plain("mobile_phone");
    Address "address" Storage::Plain("address");
    City "city" Storage::Key("city_key");
    Country "country" Storage::Plain("country");
    Language "language" Storage::Plain("language");
    Timezone "timezone" Storage::Plain("timezone");
    Description "description" Storage::Plain("description");
    AuthMethod "auth_method" Storage::Lower("auth_method");
    Suspended "suspended" Storage::Bool("suspended");
    SuspendedUntil "suspended_until" Storage::Time("suspended_until");
    SuspensionReason "suspension_reason" Storage::Plain("suspension_reason");
    Confirmed "confirmed" Storage::Bool("confirmed");
    Locked "locked" Storage::Locked;
    MustChangePassword "must_change_password" Storage::Bool("must_change_password");
    Status "status" Storage::Status;
    SystemRoles "system_roles" Storage::Role;
    SystemRolesValue "system_roles.value" Storage::RoleKey;
    SystemRolesAssignedAt "system_roles.assigned_at" Storage::RoleTime;
    ExternalId "external_id" Storage::Plain("external_id");
    CreatedAt "created_at" Storage::Time("created_at");
    UpdatedAt "updated_at" Storage::Time("updated_at");
    DeletedAt "deleted_at" Storage::Time("deleted_at");
    FirstAccessAt "first_access_at" Storage::Time("first_access_at");
    LastAccessAt "last_access_at" Storage::TimeOrZero("last_access_at");
    LastIp "last_ip" Storage::Plain("last_ip");
    NeverAccessed "never_accessed" Storage::Derived("users.last_access_at = 0");
}

impl Attribute {
    /// The attribute with this name; as in SCIM, case does not matter.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|attribute| attribute.name().eq_ignore_ascii_case(name))
    }
}
