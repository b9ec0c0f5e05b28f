//! The one list of what there is: operations, and whatever else nouns bring along.

use crate::batches::engine::operation::Operation;
use crate::batches::engine::registry::Registry;
use crate::batches::engine::{self, store};
use crate::db::followers::Follower;
use crate::enrolments::operation::Enrolments;
use crate::exports::operation::Exports;
use crate::jobs::{Task, drain};
use crate::messages::operation::Messages;
use crate::people::operation::Accounts;
use crate::privacy::PersonalData;
use crate::privacy::purge::purge_some;
use crate::{
    audit, auth, bounces, cohort_rules, cohorts, courses, deliveries, enrolments, idempotency, messages, notifications,
    people, presets, profile, role_assignments, roles, settings, users, views,
};

/// What rows of batches can do, in the order in which actions are offered.
const OPERATIONS: &[&dyn Operation] = &[&Accounts, &Enrolments, &Messages, &Exports];

/// What the engine of batches is given.
pub const REGISTRY: Registry = Registry { operations: OPERATIONS, actor: users::administrators::acting };

/// What time brings.
pub const TASKS: &[Task] = &[
    users::suspension_ends::TASK,
    role_assignments::ends::TASK,
    cohort_rules::settle::TASK,
    enrolments::cohorts::TASK,
    Task::soon("accounts to be purged", |db, now| drain(db, |conn| purge_some(conn, PERSONAL_DATA, now))),
    // A batch at work makes entries faster than they are read again: the rest is sealed when it rests.
    Task::soon("sealing the audit", |db, now| audit::seal_all(db, now, store::is_at_work)),
    engine::housekeeping::TASKS[0],
    people::cleanup::TASK,
    engine::housekeeping::TASKS[1],
    users::skeleton::TASK,
    engine::housekeeping::TASKS[2],
    idempotency::TASK,
    deliveries::TASK,
    bounces::TASK,
    users::sign_in_failures::TASK,
    auth::session::TASK,
];

/// What follows from writing accounts and enrolments, before the unit of work is committed.
pub const FOLLOWER: Follower = cohort_rules::follow;

/// What there is of a person, noun by noun.
pub const PERSONAL_DATA: PersonalData = &[
    engine::ERASURES,
    people::claims::ERASURES,
    audit::ERASURES,
    idempotency::ERASURES,
    bounces::ERASURES,
    deliveries::ERASURES,
    notifications::ERASURES,
    settings::ERASURES,
    auth::ERASURES,
    roles::ERASURES,
    cohorts::ERASURES,
    cohort_rules::ERASURES,
    courses::ERASURES,
    enrolments::ERASURES,
    messages::ERASURES,
    views::ERASURES,
    presets::ERASURES,
    profile::ERASURES,
    users::ERASURES,
];
