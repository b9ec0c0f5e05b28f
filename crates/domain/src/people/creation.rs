//! Rows that make accounts, on their way into the database.

use std::collections::HashMap;

use serde_json::Value;

use super::enrolling::stored;
use crate::audit::{self, Entry};
use crate::batches::engine::batch::Batch;
use crate::batches::engine::row::{AppliedRow, Row};
use crate::batches::file::settings::{FileSettings, Passwords};
use crate::db::Conn;
use crate::deliveries::DeliveryKind;
use crate::id::UserId;
use crate::refusal::Refusal;
use crate::users::store::{self as user_store, NewAccount, NewAccounts};
use crate::users::values::AuthMethod;
use crate::users::{Field, FieldValue, rules};
use crate::{Actor, Millis, Origin, Result, deliveries};

/// New accounts, made ready to be written.
#[derive(Default)]
pub(super) struct Creations {
    accounts: NewAccounts,
    entries: audit::Entries,
    /// Who gets an invitation.
    mails: Vec<(DeliveryKind, UserId)>,
    /// Who gets one once they are activated.
    later: Vec<UserId>,
    now: Millis,
    /// Their lines, each with its account.
    lines: Vec<(i64, UserId)>,
}

impl Creations {
    /// Makes the accounts of rows ready to be written; takes no database.
    pub(super) fn prepare<'r>(
        batch: &Batch,
        actor: Option<UserId>,
        origin: &Origin,
        now: Millis,
        rows: impl IntoIterator<Item = &'r Row>,
    ) -> Result<Self> {
        let rows: Vec<&Row> = rows.into_iter().collect();
        if rows.is_empty() {
            return Ok(Self::default());
        }
        let invites = serde_json::from_value::<FileSettings>(batch.settings.clone())
            .is_ok_and(|settings| settings.passwords == Passwords::Invite);
        let mut accounts = Vec::with_capacity(rows.len());
        for row in &rows {
            accounts.push(account(row, now)?);
        }
        let entries = accounts.iter().zip(&rows).map(|(account, row)| Entry {
            batch: Some(batch.id),
            line: Some(row.line),
            before: Value::Null,
            // The enrolments have entries of their own.
            after: stored::without(&row.after),
            ..Entry::about("user.created", account.id)
        });
        Ok(Self {
            entries: audit::prepare(actor, origin, now, entries),
            later: accounts
                .iter()
                .filter(|account| invites && has_password_here(&account.fields) && is_suspended(&account.fields))
                .map(|account| account.id)
                .collect(),
            mails: accounts
                .iter()
                .filter(|account| invites && has_password_here(&account.fields) && !is_suspended(&account.fields))
                .map(|account| (DeliveryKind::Invitation, account.id))
                .collect(),
            lines: rows.iter().zip(&accounts).map(|(row, account)| (row.line, account.id)).collect(),
            accounts: user_store::prepare_insert(&accounts),
            now,
        })
    }

    /// Their rows, once they are written.
    pub(super) fn applied(&self) -> impl Iterator<Item = AppliedRow> + '_ {
        self.lines.iter().map(|(line, user)| AppliedRow { line: *line, version: 1, created: Some(*user) })
    }

    /// The account of each line.
    pub(super) fn users(&self) -> HashMap<i64, UserId> {
        self.lines.iter().copied().collect()
    }

    /// Writes the accounts, their audit entries and invitations.
    pub(super) fn write(&self, conn: &mut Conn) -> Result<()> {
        if self.lines.is_empty() {
            return Ok(());
        }
        user_store::insert_prepared(conn, &self.accounts)?;
        audit::store(conn, &self.entries)?;
        deliveries::put_invitations_off(conn, &self.later, self.now)?;
        deliveries::put_all(conn, &self.mails, self.now)
    }
}

/// Whether the person who applies may create the account of a row: its roles are handed out, too.
pub(super) fn check(row: &Row, actor: &Actor) -> Result<Result<(), Refusal>> {
    let Some(roles) = row.after.get(Field::SystemRoles.name()) else { return Ok(Ok(())) };
    let roles = FieldValue::from_json(Field::SystemRoles, roles)?.roles();
    let refused = roles.into_iter().find(|role| !actor.may_grant(*role));
    Ok(refused.map_or(Ok(()), |role| Err(rules::role_not_grantable(role))))
}

/// The account that a row makes.
fn account(row: &Row, now: Millis) -> Result<NewAccount> {
    let members = row.after.as_object().into_iter().flatten();
    let fields = members.filter_map(|(name, value)| Some((Field::from_name(name)?, value)));
    Ok(NewAccount {
        id: UserId::new(),
        fields: fields
            .map(|(field, value)| Ok((field, FieldValue::from_json(field, value)?)))
            .collect::<Result<_>>()?,
        password_hash: row.secret.clone(),
        created_at: now,
        last_access_at: 0,
    })
}

/// Whether people of such an account choose a password here, and can use a link to do so.
pub(super) fn has_password_here(fields: &HashMap<Field, FieldValue>) -> bool {
    fields
        .get(&Field::AuthMethod)
        .is_none_or(|method| *method == FieldValue::Text(AuthMethod::Manual.name().to_owned()))
}

/// Whether the account is made suspended.
pub(super) fn is_suspended(fields: &HashMap<Field, FieldValue>) -> bool {
    fields.get(&Field::Suspended) == Some(&FieldValue::Bool(true))
}
