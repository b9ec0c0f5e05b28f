//! The tables, as both engines have them; see `migrations/`.
#![expect(missing_docs, reason = "a column is documented by its migration")]

use diesel::{allow_tables_to_appear_in_same_query, table};

table! {
    use diesel::sql_types::*;
    use crate::db::types::Id;
    /// Accounts.
    users (id) {
        id -> Id,
        username -> Text,
        email -> Text,
        first_name -> Text,
        last_name -> Text,
        id_number -> Nullable<Text>,
        institution -> Nullable<Text>,
        department -> Nullable<Text>,
        phone -> Nullable<Text>,
        mobile_phone -> Nullable<Text>,
        address -> Nullable<Text>,
        city -> Nullable<Text>,
        country -> Nullable<Text>,
        language -> Nullable<Text>,
        timezone -> Nullable<Text>,
        description -> Nullable<Text>,
        auth_method -> Text,
        previous_auth_method -> Nullable<Text>,
        suspended -> Bool,
        suspended_until -> Nullable<BigInt>,
        suspension_reason -> Nullable<Text>,
        confirmed -> Bool,
        locked_until -> Nullable<BigInt>,
        must_change_password -> Bool,
        password_hash -> Nullable<Text>,
        session_epoch -> BigInt,
        external_id -> Nullable<Text>,
        created_at -> BigInt,
        updated_at -> BigInt,
        deleted_at -> Nullable<BigInt>,
        first_access_at -> Nullable<BigInt>,
        last_access_at -> BigInt,
        last_ip -> Nullable<Text>,
        version -> BigInt,
        first_name_key -> Text,
        last_name_key -> Text,
        id_number_key -> Text,
        institution_key -> Text,
        department_key -> Text,
        city_key -> Text,
        search_key -> Text,
        profile -> Text,
        former_usernames -> Text,
        names_freed -> Bool,
        freed_username -> Nullable<Text>,
        freed_email -> Nullable<Text>,
        system_roles -> Text,
        cohorts -> Text,
        username_skeleton -> Nullable<Text>,
        pending_email -> Nullable<Text>,
        reset_serial -> BigInt,
        email_domain_key -> Text,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::types::Id;
    /// Roles that the site has made for itself.
    roles (key) {
        key -> Text,
        name -> Text,
        description -> Nullable<Text>,
        capabilities -> Text,
        contexts -> Text,
        may_assign -> Text,
        copied_from -> Nullable<Text>,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> BigInt,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::types::Id;
    /// Who holds which role, where, and until when.
    role_assignments (id) {
        id -> Id,
        user_id -> Id,
        role -> Text,
        own_role -> Nullable<Text>,
        context_kind -> Text,
        context_id -> Nullable<Id>,
        until -> Nullable<BigInt>,
        reason -> Nullable<Text>,
        assigned_at -> BigInt,
        assigned_by -> Nullable<Id>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::types::Id;
    /// Groups of people at site level.
    cohorts (id) {
        id -> Id,
        key -> Text,
        name -> Text,
        name_key -> Text,
        description -> Nullable<Text>,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> BigInt,
        source -> Text,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::types::Id;
    /// Rules of cohorts, and how far they are carried out.
    cohort_rules (cohort) {
        cohort -> Text,
        rule -> Text,
        attributes -> Text,
        by_time -> Bool,
        due_at -> Nullable<BigInt>,
        took -> BigInt,
        paused -> Bool,
        held_at -> Nullable<BigInt>,
        held_for -> Nullable<Text>,
        phase -> Nullable<Text>,
        place -> Nullable<Id>,
        swing_since -> BigInt,
        swing_of -> BigInt,
        swing -> BigInt,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::types::Id;
    /// Who is in which cohort.
    cohort_members (user_id, cohort) {
        user_id -> Id,
        cohort -> Text,
        added_at -> BigInt,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::types::Id;
    /// Sign-ins.
    sessions (id) {
        id -> Id,
        user_id -> Id,
        epoch -> BigInt,
        nonce -> Text,
        generation -> BigInt,
        rotated_at -> BigInt,
        created_at -> BigInt,
        expires_at -> BigInt,
        ended_at -> Nullable<BigInt>,
        address -> Nullable<Text>,
        user_agent -> Nullable<Text>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::types::Id;
    /// Failed sign-ins, by account and where they come from.
    sign_in_failures (user_id, source) {
        user_id -> Id,
        source -> Text,
        failures -> BigInt,
        locked_until -> Nullable<BigInt>,
        last_at -> BigInt,
    }
}

table! {
    /// Settings of the site.
    settings (name) {
        name -> Text,
        value -> Text,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::types::Id;
    /// What was done, by whom, to whom.
    audit_events (seq) {
        seq -> BigInt,
        at -> BigInt,
        actor_id -> Nullable<Id>,
        action -> Text,
        target_id -> Nullable<Id>,
        batch_id -> Nullable<Id>,
        line -> Nullable<BigInt>,
        request_id -> Nullable<Text>,
        payload -> Nullable<Text>,
        salt -> Nullable<Text>,
        digest -> Text,
        block -> Nullable<BigInt>,
        subject_kind -> Text,
        subject_key -> Nullable<Text>,
        context_kind -> Text,
        context_id -> Nullable<Id>,
    }
}

table! {
    /// The sealed blocks of the audit chain.
    audit_blocks (number) {
        number -> BigInt,
        events -> BigInt,
        previous_hash -> Text,
        hash -> Text,
        sealed_at -> BigInt,
        format -> BigInt,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::types::Id;
    /// Batches.
    batches (id) {
        id -> Id,
        name -> Text,
        kind -> Text,
        action -> Text,
        state -> Text,
        settings -> Text,
        created_by -> Id,
        created_at -> BigInt,
        started_at -> Nullable<BigInt>,
        finished_at -> Nullable<BigInt>,
        source -> Text,
        staged -> Nullable<Id>,
        apply_when_planned -> Bool,
        confirmed -> Nullable<BigInt>,
        place -> BigInt,
        done -> BigInt,
        total -> BigInt,
        counts -> Text,
        affected -> BigInt,
        changed -> BigInt,
        confirmation_required -> Bool,
        warnings -> Text,
        undo_of -> Nullable<Id>,
        undone_by -> Nullable<Id>,
        problem -> Nullable<Text>,
        cancel_requested -> Bool,
        lease_owner -> Nullable<Text>,
        lease_until -> BigInt,
        fence -> BigInt,
        applied_by -> Nullable<Id>,
        stop_behind -> Nullable<BigInt>,
        attempts -> BigInt,
        version -> BigInt,
        export_file -> Nullable<Id>,
        export_size -> Nullable<BigInt>,
        export_expires_at -> Nullable<BigInt>,
        approval_required -> Bool,
        approved_by -> Nullable<Id>,
        approved_at -> Nullable<BigInt>,
        starts_at -> Nullable<BigInt>,
        asked_at -> BigInt,
        shaped_by -> Text,
        takes_long -> Bool,
        context_kind -> Text,
        context_id -> Nullable<Id>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::types::Id;
    /// The rows of batches.
    batch_rows (batch_id, line) {
        batch_id -> Id,
        line -> BigInt,
        row_key -> Text,
        user_id -> Nullable<Id>,
        cells -> Nullable<Text>,
        asked -> Nullable<Text>,
        outcomes -> BigInt,
        settled -> Bool,
        before -> Nullable<Text>,
        after -> Nullable<Text>,
        messages -> Nullable<Text>,
        version_planned -> Nullable<BigInt>,
        version_applied -> Nullable<BigInt>,
        applied -> Bool,
        secret -> Nullable<Text>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::types::Id;
    /// What rows of a plan would have for themselves alone.
    batch_claims (batch_id, line, field) {
        batch_id -> Id,
        line -> BigInt,
        field -> Text,
        value -> Text,
        user_id -> Nullable<Id>,
        holder_id -> Nullable<Id>,
        failed -> Bool,
        skeleton -> Nullable<Text>,
        derived -> Bool,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::types::Id;
    /// Cells of rows that were corrected by hand.
    batch_repairs (batch_id, line) {
        batch_id -> Id,
        line -> BigInt,
        cells -> Text,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::types::Id;
    /// Uploaded files that wait to be read, in parts.
    staged_parts (staged, part) {
        staged -> Id,
        part -> BigInt,
        bytes -> Binary,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::types::Id;
    /// Requests that must not happen twice.
    idempotency_keys (actor_id, method, path, idempotency_key) {
        actor_id -> Id,
        method -> Text,
        path -> Text,
        idempotency_key -> Text,
        body_hash -> Text,
        claimed_at -> BigInt,
        status -> Nullable<BigInt>,
        location -> Nullable<Text>,
        response -> Nullable<Text>,
        finished -> Bool,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::types::Id;
    /// What waits to be sent.
    deliveries (id) {
        id -> Id,
        kind -> Text,
        recipient_id -> Nullable<Id>,
        payload -> Text,
        created_at -> BigInt,
        due_at -> BigInt,
        attempts -> BigInt,
        last_error -> Nullable<Text>,
        delivered_at -> Nullable<BigInt>,
        channel -> Text,
        priority -> BigInt,
        claim -> Nullable<Text>,
        unknown_ends -> BigInt,
        result -> Nullable<Text>,
        sent_to -> Nullable<Text>,
    }
}

table! {
    use diesel::sql_types::*;
    /// How many mails went to a domain within a minute; to all of them where the domain is empty.
    mail_rates (minute, domain) {
        minute -> BigInt,
        domain -> Text,
        sent -> BigInt,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::types::Id;
    /// Mails that did not reach somebody.
    bounces (delivery_id) {
        delivery_id -> Id,
        address -> Text,
        status -> Text,
        is_hard -> Bool,
        at -> BigInt,
    }
}

table! {
    use diesel::sql_types::*;
    /// Addresses that get no mail any more.
    suppressions (address) {
        address -> Text,
        reason -> Text,
        status -> Text,
        at -> BigInt,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::types::Id;
    /// How somebody wants to be told.
    notification_choices (user_id, kind, course_id) {
        user_id -> Id,
        kind -> Text,
        course_id -> Text,
        choice -> Text,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::types::Id;
    /// Custom profile fields.
    profile_fields (id) {
        id -> Id,
        name -> Text,
        label -> Text,
        kind -> Text,
        choices -> Text,
        required -> Bool,
        is_unique -> Bool,
        visible_to -> Text,
        editable_by -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> BigInt,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::types::Id;
    /// Values of custom profile fields, to find and compare them.
    profile_values (user_id, field_id) {
        user_id -> Id,
        field_id -> Id,
        key -> Text,
        unique_key -> Nullable<Text>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::types::Id;
    /// API tokens.
    api_tokens (id) {
        id -> Id,
        user_id -> Id,
        name -> Text,
        hash -> Text,
        scopes -> Text,
        epoch -> BigInt,
        created_at -> BigInt,
        expires_at -> BigInt,
        last_used_at -> Nullable<BigInt>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::types::Id;
    /// Courses.
    courses (id) {
        id -> Id,
        code -> Text,
        name -> Text,
        name_key -> Text,
        category -> Nullable<Text>,
        category_key -> Text,
        visible -> Bool,
        archived -> Bool,
        starts_at -> Nullable<BigInt>,
        ends_at -> Nullable<BigInt>,
        group_mode -> Text,
        created_by -> Nullable<Id>,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> BigInt,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::types::Id;
    /// Who takes part in which course.
    enrolments (id) {
        id -> Id,
        course_id -> Id,
        user_id -> Id,
        roles -> Text,
        status -> Text,
        starts_at -> Nullable<BigInt>,
        ends_at -> Nullable<BigInt>,
        source -> Text,
        source_key -> Nullable<Text>,
        last_access_at -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> BigInt,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::types::Id;
    /// Groups of a course.
    course_groups (id) {
        id -> Id,
        course_id -> Id,
        name -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> BigInt,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::types::Id;
    /// Who is in which group.
    course_group_members (group_id, user_id) {
        group_id -> Id,
        course_id -> Id,
        user_id -> Id,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::types::Id;
    /// Cohorts that are enrolled as a whole.
    course_cohorts (course_id, cohort) {
        course_id -> Id,
        cohort -> Text,
        role -> Text,
        leaving -> Text,
        detached -> Bool,
        created_at -> BigInt,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::types::Id;
    /// Who has come into a cohort, or gone out of it, and waits to be enrolled accordingly.
    cohort_changes (cohort, user_id) {
        cohort -> Text,
        user_id -> Id,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::types::Id;
    /// Conversations.
    conversations (id) {
        id -> Id,
        kind -> Text,
        subject -> Nullable<Text>,
        pair_key -> Nullable<Text>,
        batch_id -> Nullable<Id>,
        sender_id -> Nullable<Id>,
        last_message_id -> Id,
        created_at -> BigInt,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::types::Id;
    /// Conversations in the inboxes of people.
    conversation_members (conversation_id, user_id) {
        conversation_id -> Id,
        user_id -> Id,
        other_id -> Nullable<Id>,
        last_at -> BigInt,
        unread -> BigInt,
        starred -> Bool,
        muted -> Bool,
        archived -> Bool,
        cleared_at -> BigInt,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::types::Id;
    /// Messages.
    messages (id) {
        id -> Id,
        conversation_id -> Id,
        sender_id -> Nullable<Id>,
        recipient_id -> Nullable<Id>,
        body -> Nullable<Text>,
        sent_at -> BigInt,
        read_at -> Nullable<BigInt>,
        withdrawn -> Bool,
        batch_id -> Nullable<Id>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::types::Id;
    /// Texts of bulk messages that are the same for everybody.
    message_texts (batch_id) {
        batch_id -> Id,
        subject -> Text,
        body -> Text,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::types::Id;
    /// Who has whom as a contact, or has asked to.
    contacts (user_id, contact_id) {
        user_id -> Id,
        contact_id -> Id,
        accepted -> Bool,
        created_at -> BigInt,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::types::Id;
    /// Who has blocked whom.
    blocks (user_id, blocked_id) {
        user_id -> Id,
        blocked_id -> Id,
        created_at -> BigInt,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::types::Id;
    /// What somebody was writing to many, at a place.
    message_drafts (user_id, place) {
        user_id -> Id,
        place -> Text,
        course_id -> Nullable<Id>,
        subject -> Text,
        body -> Text,
        email -> Bool,
        saved_at -> BigInt,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::types::Id;
    /// Who may write to somebody, and whether the sender learns that it was read.
    message_preferences (user_id) {
        user_id -> Id,
        who_may -> Text,
        read_receipts -> Bool,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::db::types::Id;
    /// Messages that were reported.
    message_reports (id) {
        id -> Id,
        message_id -> Id,
        reporter_id -> Nullable<Id>,
        reason -> Text,
        reported_at -> BigInt,
    }
}

allow_tables_to_appear_in_same_query!(
    users,
    role_assignments,
    roles,
    cohorts,
    cohort_members,
    cohort_rules,
    courses,
    enrolments,
    course_groups,
    course_group_members,
    course_cohorts,
    cohort_changes,
    conversations,
    conversation_members,
    messages,
    message_texts,
    contacts,
    blocks,
    message_drafts,
    message_preferences,
    message_reports,
    deliveries,
    bounces,
    suppressions,
    notification_choices,
    sessions,
    audit_events,
    batches,
    batch_rows,
    batch_claims,
    batch_repairs,
    staged_parts
);

/// The username of an account, by whichever column has it.
pub(crate) const OWN_USERNAME: &str = "COALESCE(users.freed_username, users.username)";
/// The same of the e-mail address.
pub(crate) const OWN_EMAIL: &str = "COALESCE(users.freed_email, users.email)";
