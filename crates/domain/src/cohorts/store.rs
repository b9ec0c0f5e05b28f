//! Cohorts and who is in them, in the database.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use diesel::prelude::*;
use diesel::sql_types::Text;

use super::{Cohort, CohortKey, CohortSource, Unusable, filled};
use crate::db::recordset::{ColumnKind, ColumnSpec, RecordSet, Statement};
use crate::db::schema::{cohort_changes as ch, cohort_members as m, cohorts as c, course_cohorts as cc, users};
use crate::db::{Conn, MultiBackend};
use crate::id::{CohortId, UserId};
use crate::text::{canonical_username, escape_like, fold};
use crate::{Error, Millis, Noun, Result, visible};

type Columns = (CohortId, String, String, Option<String>, String, Millis, Millis, i64);

#[diesel::dsl::auto_type]
fn columns() -> _ {
    (c::id, c::key, c::name, c::description, c::source, c::created_at, c::updated_at, c::version)
}

fn read((id, key, name, description, source, created_at, updated_at, version): Columns) -> Result<Cohort> {
    let key = CohortKey::parse(&key).ok_or_else(|| Error::internal("a stored cohort has an invalid key"))?;
    let source =
        CohortSource::from_name(&source).ok_or_else(|| Error::internal("a stored cohort has an unknown source"))?;
    Ok(Cohort { id, key, name, description, source, members: 0, created_at, updated_at, version })
}

/// Where in the list of cohorts a page ends: the name as it is sorted, and the id.
pub type CohortCursor = (String, CohortId);

/// Which cohorts a list has.
#[derive(Debug, Clone, Default)]
pub struct CohortQuery {
    /// Whose name or key has this text in it.
    pub search: Option<String>,
    /// That this account is in.
    pub member: Option<UserId>,
    /// That this fills.
    pub source: Option<CohortSource>,
}

impl CohortQuery {
    fn query(&self) -> c::BoxedQuery<'static, MultiBackend> {
        let mut found = c::table.into_boxed();
        if let Some(text) = self.search.as_deref().map(fold).filter(|text| !text.is_empty()) {
            let pattern = format!("%{}%", escape_like(&text));
            found = found.filter(c::name_key.like(pattern.clone()).escape('\\').or(c::key.like(pattern).escape('\\')));
        }
        if let Some(source) = self.source {
            found = found.filter(c::source.eq(source.name()));
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
    asked: &CohortQuery,
    behind: Option<&CohortCursor>,
    limit: i64,
) -> Result<(Vec<Cohort>, Option<CohortCursor>)> {
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
pub fn count(conn: &mut Conn, asked: &CohortQuery) -> Result<i64> {
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
    let cohort = find_uncounted(conn, id)?;
    counted(conn, vec![cohort])?.pop().ok_or(Error::NotFound(Noun::Cohort))
}

/// The same without counting who is in it: `members` is 0.
pub(super) fn find_uncounted(conn: &mut Conn, id: CohortId) -> Result<Cohort> {
    let row = c::table.find(id).select(columns()).first::<Columns>(conn).optional()?;
    read(row.ok_or(Error::NotFound(Noun::Cohort))?)
}

/// The key of a cohort.
pub fn key_of(conn: &mut Conn, id: CohortId) -> Result<CohortKey> {
    Ok(find_uncounted(conn, id)?.key)
}

/// The id of a cohort, by its key.
pub fn by_key(conn: &mut Conn, key: &CohortKey) -> Result<CohortId> {
    let id = c::table.filter(c::key.eq(key.as_str())).select(c::id).first(conn).optional()?;
    id.ok_or(Error::NotFound(Noun::Cohort))
}

/// The keys of the cohorts that some people are in, by hand or by rule, in order.
pub fn of_people(conn: &mut Conn, people: &[UserId]) -> Result<HashMap<UserId, Vec<String>>> {
    let found: Vec<(UserId, String)> =
        m::table.filter(m::user_id.eq_any(people)).order(m::cohort).select((m::user_id, m::cohort)).load(conn)?;
    let mut of: HashMap<UserId, Vec<String>> = HashMap::new();
    for (user, cohort) in found {
        of.entry(user).or_default().push(cohort);
    }
    Ok(of)
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

/// Stores name and description, if the cohort still has the version before. False if it has not.
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

/// Removes a cohort without members, if it still has this version. False if it has not.
pub(super) fn remove(conn: &mut Conn, id: CohortId, version: i64) -> Result<bool> {
    Ok(diesel::delete(c::table.find(id).filter(c::version.eq(version))).execute(conn)? == 1)
}

#[derive(QueryableByName)]
struct FoundKey {
    #[diesel(sql_type = Text)]
    text: String,
    #[diesel(sql_type = Text)]
    key: String,
}

/// Which cohorts are meant by these texts: each by its key, its id or, where neither fits and no other one is called so, its name.
pub fn named(conn: &mut Conn, texts: &BTreeSet<String>) -> Result<HashMap<String, CohortKey>> {
    if texts.is_empty() {
        return Ok(HashMap::new());
    }
    let asked = conn.engine().texts();
    let by_name = format!(
        "SELECT asked.text, min(c.key) AS key FROM {asked} JOIN cohorts c ON c.name_key = asked.text \
         GROUP BY asked.text HAVING count(*) = 1"
    );
    let by_key = format!(
        "SELECT asked.text, c.key FROM {asked} JOIN cohorts c ON c.key = asked.text \
         UNION SELECT asked.text, c.key FROM {asked} JOIN cohorts c ON CAST(c.id AS TEXT) = asked.text"
    );
    let mut found = HashMap::new();
    // Accents make no other name, but another key. What a key means goes before what a name means.
    look_up(conn, by_name, texts, |text| fold(visible::trim(text)), &mut found)?;
    look_up(conn, by_key, texts, canonical_username, &mut found)?;
    Ok(found)
}

/// Asks for cohorts by texts in the form in which they are compared.
fn look_up(
    conn: &mut Conn,
    sql: String,
    texts: &BTreeSet<String>,
    form: impl Fn(&str) -> String,
    found: &mut HashMap<String, CohortKey>,
) -> Result<()> {
    let mut written: HashMap<String, Vec<&String>> = HashMap::new();
    texts.iter().for_each(|text| written.entry(form(text)).or_default().push(text));
    let list = serde_json::to_string(&written.keys().collect::<Vec<_>>())?;
    for FoundKey { text, key } in diesel::sql_query(sql).bind::<Text, _>(list).load::<FoundKey>(conn)? {
        let Some(key) = CohortKey::parse(&key) else { continue };
        for written in written.get(&text).into_iter().flatten() {
            found.insert((*written).clone(), key.clone());
        }
    }
    Ok(())
}

/// The cohort that a text means.
pub fn one(conn: &mut Conn, text: &str) -> Result<Option<CohortKey>> {
    Ok(named(conn, &BTreeSet::from([text.to_owned()]))?.remove(text))
}

/// Those of some cohorts that nobody can be put into by hand, and why.
pub fn unusable(conn: &mut Conn, keys: &BTreeSet<CohortKey>) -> Result<BTreeMap<CohortKey, Unusable>> {
    if keys.is_empty() {
        return Ok(BTreeMap::new());
    }
    let found = c::table.filter(c::key.eq_any(keys.iter().map(CohortKey::as_str))).select((c::key, c::source));
    let sources: HashMap<String, String> = found.load(conn)?.into_iter().collect();
    let why = |key: &CohortKey| match sources.get(key.as_str()) {
        None => Some(Unusable::Gone),
        Some(source) if source != CohortSource::Manual.name() => Some(Unusable::Filled),
        Some(_) => None,
    };
    Ok(keys.iter().filter_map(|key| Some((key.clone(), why(key)?))).collect())
}

/// The cohorts that something else than people fills.
pub fn all_filled(conn: &mut Conn) -> Result<BTreeSet<CohortKey>> {
    let keys: Vec<String> = c::table.filter(c::source.ne(CohortSource::Manual.name())).select(c::key).load(conn)?;
    Ok(keys.iter().filter_map(|key| CohortKey::parse(key)).collect())
}

/// What changes about the cohorts of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MembershipChange {
    /// The account.
    pub user: UserId,
    /// Those that it comes into.
    pub added: BTreeSet<CohortKey>,
    /// Those that it goes out of.
    pub removed: BTreeSet<CohortKey>,
}

const COLUMNS: [ColumnSpec; 3] =
    [("user_id", ColumnKind::Id), ("cohort", ColumnKind::Text), ("added_at", ColumnKind::Int)];

/// Locks the rule of a cohort until the end of the unit of work: nobody else moves people by it, or gives the cohort one. Accounts are
/// locked before rules.
pub fn lock(conn: &mut Conn, cohort: &CohortKey) -> Result<()> {
    conn.lock_name(&format!("rule of {cohort}"))
}

/// Lets the table follow the accounts, whose own cohorts have changed.
///
/// # Errors
/// A rule has come to fill one of the cohorts since somebody was to be put there.
pub fn write(conn: &mut Conn, moved: &[MembershipChange], at: Millis) -> Result<()> {
    let added: BTreeSet<CohortKey> = moved.iter().flat_map(|moved| &moved.added).cloned().collect();
    for cohort in &added {
        lock(conn, cohort)?;
    }
    match unusable(conn, &added)?.into_iter().find(|(_, why)| *why == Unusable::Filled) {
        Some((cohort, _)) => Err(Error::conflict("cohort_filled_by_rule", filled(&cohort))),
        // One that has gone is refused by the table.
        None => put(conn, moved, at),
    }
}

/// Writes memberships: a statement for each cohort that a user leaves, and one for all who come. Changes of cohorts that courses
/// enrol are noted for those.
pub fn put(conn: &mut Conn, moved: &[MembershipChange], at: Millis) -> Result<()> {
    let mut chunk = RecordSet::default();
    let left: BTreeSet<&CohortKey> = moved.iter().flat_map(|moved| &moved.removed).collect();
    for cohort in left {
        let users = moved.iter().filter(|moved| moved.removed.contains(cohort)).map(|moved| moved.user);
        let members = m::table.filter(m::cohort.eq(cohort.as_str()));
        diesel::delete(members.filter(m::user_id.eq_any(users.collect::<Vec<_>>()))).execute(conn)?;
    }
    for MembershipChange { user, added, .. } in moved {
        for cohort in added {
            chunk.push([user.0.into(), cohort.as_str().to_owned().into(), at.into()]);
        }
    }
    conn.execute_chunk(Statement::Insert("cohort_members"), &COLUMNS, &chunk)?;
    note_for_courses(conn, moved)
}

const CHANGES: [ColumnSpec; 2] = [("cohort", ColumnKind::Text), ("user_id", ColumnKind::Id)];

/// Notes who has come into a cohort that courses enrol as a whole, or gone out of it: their enrolments follow.
fn note_for_courses(conn: &mut Conn, moved: &[MembershipChange]) -> Result<()> {
    let touched: BTreeSet<&str> =
        moved.iter().flat_map(|moved| moved.added.iter().chain(&moved.removed)).map(CohortKey::as_str).collect();
    if touched.is_empty() {
        return Ok(());
    }
    let enrolled: BTreeSet<String> =
        cc::table.filter(cc::cohort.eq_any(touched)).select(cc::cohort).distinct().load(conn)?.into_iter().collect();
    let mut chunk = RecordSet::default();
    for cohort in &enrolled {
        let users =
            moved.iter().filter(|moved| moved.added.iter().chain(&moved.removed).any(|key| key.as_str() == cohort));
        let users: Vec<UserId> = users.map(|moved| moved.user).collect();
        // Noted once, however often a member is added and removed.
        diesel::delete(ch::table.filter(ch::cohort.eq(cohort)).filter(ch::user_id.eq_any(&users))).execute(conn)?;
        for user in users {
            chunk.push([cohort.clone().into(), user.0.into()]);
        }
    }
    conn.execute_chunk(Statement::Insert("cohort_changes"), &CHANGES, &chunk)?;
    Ok(())
}

/// Whether a cohort has members, which keep it from being deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RemainingMembers {
    /// No members.
    Nobody,
    /// Deleted accounts only, which can still be restored.
    Deleted,
    /// People.
    People,
}

/// Who is in a cohort.
pub(super) fn left(conn: &mut Conn, key: &CohortKey) -> Result<RemainingMembers> {
    let members = || m::table.filter(m::cohort.eq(key.as_str()));
    let is_any = |found: Option<Millis>| found.is_some();
    if !is_any(members().select(m::added_at).first(conn).optional()?) {
        return Ok(RemainingMembers::Nobody);
    }
    let people = members().inner_join(users::table.on(users::id.eq(m::user_id))).filter(users::deleted_at.is_null());
    let is_there = is_any(people.select(m::added_at).first(conn).optional()?);
    Ok(if is_there { RemainingMembers::People } else { RemainingMembers::Deleted })
}
