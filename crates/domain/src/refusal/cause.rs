//! What rows with a code have in common, and what to do about it.

/// What rows with this code have in common, and the repair.
pub(crate) fn cause(code: &str) -> (&'static str, &'static str) {
    match code {
        "unknown_user" => ("No account matches.", "Correct the name, or make or restore the account first."),
        "ambiguous_user" => ("Several accounts have this value.", "Name these people by username instead."),
        "duplicate_in_file" => {
            ("Several rows are about the same person, or want what only one can have.", "Keep one of these rows.")
        }
        "wrong_cell_count" => (
            "The row has more or fewer cells than the header.",
            "Put cells that hold the delimiter in double quotes, and add the cells that are missing.",
        ),
        "damaged_quotes" => (
            "Double quotes are missing, or there are too many: several cells or lines were taken for one.",
            "Correct the quotes on the lines that the message names, and upload the file again.",
        ),
        "missing_value" => ("A value that is needed is missing.", "Fill in the cell."),
        "invalid_value" => ("A value cannot be read.", "Write it as the message says."),
        "unknown_auth_method" => {
            ("There is no such authentication method.", "Use manual, nologin, oidc or ldap, or leave the cell blank.")
        }
        "unknown_role" => ("There is no such role.", "Write the key of a role, such as account_manager."),
        "unknown_cohort" => {
            ("There is no such cohort.", "Write its key, as the page Cohorts has it, or make the cohort first.")
        }
        "unknown_course" => {
            ("There is no such course.", "Write its code, as the page Courses has it, or make the course first.")
        }
        "not_enrolled" => ("These people are not enrolled in the course.", "Enrol them first, or leave them out."),
        "already_read" => ("The messages were read already.", "Nothing: what was read cannot be taken back."),
        "no_address" => ("These people have no e-mail address.", "Nothing: they get the message here."),
        "inactive" => (
            "These people are suspended, or their enrolment does not count.",
            "Nothing, or set \"include_inactive\" to reach them, too.",
        ),
        "outside_of_target" => ("These people are not among those who are meant.", "Nothing, or widen the target."),
        "course_over" => ("The course is over.", "Nothing, or change its end or archive state first."),
        "already_enrolled" => ("These people are enrolled in the course already, as asked.", "Nothing."),
        "role_not_grantable" => (
            "You may not give this role: you can only give permissions that you have yourself.",
            "Take the role out of these rows, or ask an administrator.",
        ),
        "too_long" => ("A value is too long.", "Shorten it."),
        "protected_administrator" => (
            "These are accounts of administrators: files never change those, and only administrators may.",
            "Leave these people out, or have an administrator change the accounts one by one.",
        ),
        "protected_staff" => (
            "These people hold a role at site level: only administrators change their e-mail address, method or password.",
            "Leave these columns blank for them, or ask an administrator.",
        ),
        "protected_self" => ("The row is about your own account.", "Ask another administrator to do it."),
        "last_administrator" => {
            ("No administrator would be left who can sign in.", "Make another user an administrator first.")
        }
        "suspensions_not_allowed" => {
            ("The settings do not allow suspensions.", "Switch \"allow_suspensions\" on, and plan again.")
        }
        "changed_since_plan" => {
            ("Another user changed the account after the plan.", "Look at these accounts, then plan again.")
        }
        "changed_since_batch" => (
            "Another user has changed the same field since the batch.",
            "Look at these accounts; change them one by one where the old value should come back.",
        ),
        "renames_not_allowed" => ("The settings do not allow renames.", "Switch \"allow_renames\" on, and plan again."),
        "deletes_not_allowed" => {
            ("The settings do not allow deletions.", "Switch \"allow_deletes\" on, and plan again.")
        }
        "exists" => (
            "The account is there already, and the file only makes new ones.",
            "Nothing, or choose a mode that changes accounts.",
        ),
        "does_not_exist" => (
            "There is no such account, and the file only changes those that are there.",
            "Nothing, or choose a mode that makes accounts.",
        ),
        "username_taken" => ("The username belongs to another account.", "Choose another username."),
        "username_invalid" => (
            "A username has characters that it may not have.",
            "Use a-z, 0-9, and - _ . @ only, or switch \"standardise_usernames\" on.",
        ),
        "username_reserved" => ("A username is reserved.", "Choose another username."),
        "email_taken" => ("The e-mail address belongs to another account.", "Correct the address."),
        "email_invalid" => ("This is not a valid e-mail address.", "Write it as name@example.org."),
        "standardised" => (
            "Characters that usernames may not have were removed.",
            "Look at the new names. To refuse such rows instead, switch \"standardise_usernames\" off.",
        ),
        "confusable" => (
            "A new username looks like that of another account.",
            "Make sure that it is no mistake, and that the names are not meant to be confused.",
        ),
        "numbered" => ("A username was taken and got a number.", "Look at the new names."),
        "weak_password" => (
            "A password is short or easy to guess.",
            "Set \"force_password_change\" to weak, or invite these people to choose a password.",
        ),
        "not_in_file" => (
            "These people match the filter of the full sync, and no row of the file names them: they are suspended.",
            "Look at who it is. To keep an account as it is, add it to the file, or narrow the filter down.",
        ),
        "invited_later" => (
            "The accounts are made suspended; their invitations are sent when they are activated.",
            "Nothing. Activate the accounts when the people are to sign in.",
        ),
        "forbidden" => ("You may not change this account.", "Ask a user who may."),
        "same_as_before" => {
            ("The same person is named more than once, with the same values.", "Nothing: the first row does it.")
        }
        _ => ("See the message of each row.", "See the message of each row."),
    }
}
