//! The table by which custom fields are found, made from what accounts hold.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::Text;

use super::store;
use super::{Members, ProfileField};
use crate::Result;
use crate::db::Conn;
use crate::db::recordset::{ColumnKind, ColumnSpec, RecordSet, Statement};
use crate::db::schema::profile_values;
use crate::id::{ProfileFieldId, UserId};

const COLUMNS: [ColumnSpec; 4] = [
    ("user_id", ColumnKind::Id),
    ("field_id", ColumnKind::Id),
    ("key", ColumnKind::Text),
    ("unique_key", ColumnKind::Text),
];

/// Brings the table up to date for accounts that hold these values: three statements, however many there are.
pub fn write(conn: &mut Conn, accounts: &[(UserId, Members)]) -> Result<()> {
    if accounts.is_empty() {
        return Ok(());
    }
    let fields = store::all(conn)?;
    let ids: Vec<UserId> = accounts.iter().map(|(id, _)| *id).collect();
    let table = conn.engine().ids();
    diesel::sql_query(format!("DELETE FROM profile_values WHERE user_id IN (SELECT c.id FROM {table})"))
        .bind::<Text, _>(serde_json::to_string(&ids)?)
        .execute(conn)?;
    let mut chunk = RecordSet::default();
    for (user, members) in accounts {
        for field in &fields {
            if let Some(key) = members.get(&field.name).and_then(|value| field.key(value)) {
                let unique_key = field.unique.then(|| key.clone());
                chunk.push([user.0.into(), field.id.0.into(), key.into(), unique_key.into()]);
            }
        }
    }
    conn.execute_chunk(Statement::Insert("profile_values"), &COLUMNS, &chunk)?;
    Ok(())
}

/// Whether an account other than `except` has this value in a field whose values are unique.
pub fn is_taken(conn: &mut Conn, field: &ProfileField, key: &str, except: Option<UserId>) -> Result<bool> {
    use profile_values as v;
    let holders: Vec<UserId> = v::table
        .filter(v::field_id.eq(field.id))
        .filter(v::unique_key.eq(key))
        .select(v::user_id)
        .limit(2)
        .load(conn)?;
    Ok(holders.into_iter().any(|id| Some(id) != except))
}

/// Who has which values of fields whose values are unique.
#[derive(Debug, Default)]
pub struct UniqueValueHolders(HashMap<(ProfileFieldId, String), UserId>);

impl UniqueValueHolders {
    /// Looks the values of many accounts up: a query for each field whose values are unique.
    pub fn find<'m>(
        conn: &mut Conn,
        fields: &[ProfileField],
        members: impl IntoIterator<Item = &'m Members>,
    ) -> Result<Self> {
        use profile_values as v;
        let members: Vec<&Members> = members.into_iter().collect();
        let mut held = HashMap::new();
        for field in fields.iter().filter(|field| field.unique) {
            let keys: Vec<String> = members.iter().filter_map(|members| field.key(members.get(&field.name)?)).collect();
            if keys.is_empty() {
                continue;
            }
            let holders: Vec<(Option<String>, UserId)> = v::table
                .filter(v::field_id.eq(field.id))
                .filter(v::unique_key.eq_any(keys))
                .select((v::unique_key, v::user_id))
                .load(conn)?;
            held.extend(holders.into_iter().filter_map(|(key, user)| Some(((field.id, key?), user))));
        }
        Ok(Self(held))
    }

    /// Whether an account other than `except` has the value.
    pub fn is_taken(&self, field: &ProfileField, key: &str, except: Option<UserId>) -> bool {
        self.0.get(&(field.id, key.to_owned())).is_some_and(|holder| Some(*holder) != except)
    }
}
