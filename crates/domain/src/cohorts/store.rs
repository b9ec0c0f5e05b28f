//! Cohorts and who is in them, in the database.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;
use diesel::sql_types::Text;

use super::{Cohort, CohortKey};
use crate::db::recordset::{Chunk, ColumnSpec, Kind, Statement};
use crate::db::schema::{cohort_members as m, cohorts as c};
use crate::db::{Conn, MultiBackend};
use crate::id::{CohortId, UserId};
use crate::text::{escape_like, fold};
use crate::{Error, Millis, Result};

type Columns = (CohortId, String, String, Option<String>, Millis, Millis, i64);

#[diesel::dsl::auto_type]
fn columns() -> _ {
    (c::id, c::key, c::name, c::description, c::created_at, c::updated_at, c::version)
}

fn read((id, key, name, description, created_at, updated_at, version): Columns) -> Result<Cohort> {
    let key = CohortKey::parse(&key).ok_or_else(|| Error::internal("a stored cohort has a key that is none"))?;
    Ok(Cohort { id, key, name, description, members: 0, created_at, updated_at, version })
}

/// Where in the list of cohorts a page ends: the name as it is sorted, and the id.
pub type Place = (String, CohortId);

/// Which cohorts are asked for.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Whose name or key has this text in it.
    pub search: Option<String>,
    /// That this account is in.
    pub member: Option<UserId>,
}

impl Asked {
    fn query(&self) -> c::BoxedQuery<'static, MultiBackend> {
        let mut found = c::table.into_boxed();
        if let Some(text) = self.search.as_deref().map(fold).filter(|text| !text.is_empty()) {
            let pattern = format!("%{}%", escape_like(&text));
            found = found.filter(c::name_key.like(pattern.clone()).escape('\\').or(c::key.like(pattern).escape('\\')));
        }
        if let Some(id) = self.member {
            found = found.filter(c::key.eq_any(m::table.filter(m::user_id.eq(id)).select(m::cohort)));
        }
        found
    }
}

/// A page of cohorts by their names; and where the next one begins.
pub fn page(
    conn: &mut Conn,
    asked: &Asked,
    behind: Option<&Place>,
    limit: i64,
) -> Result<(Vec<Cohort>, Option<Place>)> {
    let mut found = asked.query().select((columns(), c::name_key)).order((c::name_key, c::id)).limit(limit + 1);
    if let Some((name, id)) = behind {
        found = found.filter(c::name_key.gt(name).or(c::name_key.eq(name).and(c::id.gt(id))));
    }
    let mut rows: Vec<(Columns, String)> = found.load(conn)?;
    let is_more = i64::try_from(rows.len()).is_ok_and(|found| found > limit);
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = rows.last().filter(|_| is_more).map(|((id, ..), name)| (name.clone(), *id));
    let cohorts = rows.into_iter().map(|(row, _)| read(row)).collect::<Result<Vec<_>>>()?;
    Ok((counted(conn, cohorts)?, next))
}

/// How many cohorts are asked for.
pub fn count(conn: &mut Conn, asked: &Asked) -> Result<i64> {
    Ok(asked.query().count().get_result(conn)?)
}

/// Cohorts with how many are in each: one query for all of them.
fn counted(conn: &mut Conn, mut cohorts: Vec<Cohort>) -> Result<Vec<Cohort>> {
    let keys: Vec<&str> = cohorts.iter().map(|cohort| cohort.key.as_str()).collect();
    let members = m::table.filter(m::cohort.eq_any(keys)).group_by(m::cohort);
    let sizes: HashMap<String, i64> =
        members.select((m::cohort, diesel::dsl::count_star())).load::<(String, i64)>(conn)?.into_iter().collect();
    for cohort in &mut cohorts {
        cohort.members = sizes.get(cohort.key.as_str()).copied().unwrap_or(0);
    }
    Ok(cohorts)
}

/// A cohort by its id.
pub fn find(conn: &mut Conn, id: CohortId) -> Result<Cohort> {
    let row = c::table.find(id).select(columns()).first::<Columns>(conn).optional()?;
    let cohort = read(row.ok_or(Error::NotFound("cohort"))?)?;
    counted(conn, vec![cohort])?.pop().ok_or(Error::NotFound("cohort"))
}

/// Stores a new cohort.
pub(super) fn insert(conn: &mut Conn, cohort: &Cohort) -> Result<()> {
    diesel::insert_into(c::table)
        .values((
            c::id.eq(cohort.id),
            c::key.eq(cohort.key.as_str()),
            c::name.eq(&cohort.name),
            c::name_key.eq(fold(&cohort.name)),
            c::description.eq(&cohort.description),
            c::created_at.eq(cohort.created_at),
            c::updated_at.eq(cohort.updated_at),
            c::version.eq(cohort.version),
        ))
        .execute(conn)?;
    Ok(())
}

/// Stores name and description, if the cohort still has the version before. False where it has not.
pub(super) fn update(conn: &mut Conn, cohort: &Cohort) -> Result<bool> {
    let changed = diesel::update(c::table.find(cohort.id).filter(c::version.eq(cohort.version - 1)))
        .set((
            c::name.eq(&cohort.name),
            c::name_key.eq(fold(&cohort.name)),
            c::description.eq(&cohort.description),
            c::updated_at.eq(cohort.updated_at),
            c::version.eq(cohort.version),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Removes a cohort in which nobody is.
pub(super) fn remove(conn: &mut Conn, id: CohortId) -> Result<()> {
    diesel::delete(c::table.find(id)).execute(conn)?;
    Ok(())
}

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = Text)]
    text: String,
    #[diesel(sql_type = Text)]
    key: String,
}

/// Which cohorts are meant by these texts: each by its key, its id or, where no other one is called so, its name.
pub fn named(conn: &mut Conn, texts: &BTreeSet<String>) -> Result<HashMap<String, CohortKey>> {
    if texts.is_empty() {
        return Ok(HashMap::new());
    }
    let folded: HashMap<String, Vec<&String>> = texts.iter().fold(HashMap::new(), |mut all, text| {
        all.entry(fold(text.trim())).or_insert_with(Vec::new).push(text);
        all
    });
    let asked = conn.engine().texts();
    let list = serde_json::to_string(&folded.keys().collect::<Vec<_>>())?;
    let sql = format!(
        "SELECT asked.text, c.key FROM {asked} JOIN cohorts c ON c.key = asked.text \
         UNION SELECT asked.text, c.key FROM {asked} JOIN cohorts c ON CAST(c.id AS TEXT) = asked.text \
         UNION SELECT asked.text, min(c.key) FROM {asked} JOIN cohorts c ON c.name_key = asked.text \
         GROUP BY asked.text HAVING count(*) = 1"
    );
    let mut found = HashMap::new();
    for Named { text, key } in diesel::sql_query(sql).bind::<Text, _>(list).load::<Named>(conn)? {
        let Some(key) = CohortKey::parse(&key) else { continue };
        for written in folded.get(&text).into_iter().flatten() {
            // The key goes before the name of another one.
            if key.as_str() == text || !found.contains_key(*written) {
                found.insert((*written).clone(), key.clone());
            }
        }
    }
    Ok(found)
}

/// The cohort that a text means.
pub fn one(conn: &mut Conn, text: &str) -> Result<Option<CohortKey>> {
    Ok(named(conn, &BTreeSet::from([text.to_owned()]))?.remove(text))
}

/// Those of some cohorts that are not there.
pub fn missing(conn: &mut Conn, keys: &BTreeSet<CohortKey>) -> Result<BTreeSet<CohortKey>> {
    if keys.is_empty() {
        return Ok(BTreeSet::new());
    }
    let found = c::table.filter(c::key.eq_any(keys.iter().map(CohortKey::as_str))).select(c::key);
    let found: BTreeSet<String> = found.load(conn)?.into_iter().collect();
    Ok(keys.iter().filter(|key| !found.contains(key.as_str())).cloned().collect())
}

/// What changes about the cohorts of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The account.
    pub user: UserId,
    /// Those that it comes into.
    pub added: BTreeSet<CohortKey>,
    /// Those that it goes out of.
    pub removed: BTreeSet<CohortKey>,
}

const COLUMNS: [ColumnSpec; 3] = [("user_id", Kind::Id), ("cohort", Kind::Text), ("added_at", Kind::Int)];

/// Lets the table follow the accounts: a statement for each cohort that somebody leaves, and one for all who come.
pub fn write(conn: &mut Conn, moved: &[Moved], at: Millis) -> Result<()> {
    let mut chunk = Chunk::default();
    let left: BTreeSet<&CohortKey> = moved.iter().flat_map(|moved| &moved.removed).collect();
    for cohort in left {
        let users = moved.iter().filter(|moved| moved.removed.contains(cohort)).map(|moved| moved.user);
        let members = m::table.filter(m::cohort.eq(cohort.as_str()));
        diesel::delete(members.filter(m::user_id.eq_any(users.collect::<Vec<_>>()))).execute(conn)?;
    }
    for Moved { user, added, .. } in moved {
        for cohort in added {
            chunk.push([user.0.into(), cohort.as_str().to_owned().into(), at.into()]);
        }
    }
    conn.execute_chunk(Statement::Insert("cohort_members"), &COLUMNS, &chunk)?;
    Ok(())
}

/// How many are in a cohort, counted no further than one.
pub(super) fn any_member(conn: &mut Conn, key: &CohortKey) -> Result<bool> {
    let one = m::table.filter(m::cohort.eq(key.as_str())).select(m::added_at).limit(1);
    Ok(one.first::<Millis>(conn).optional()?.is_some())
}
