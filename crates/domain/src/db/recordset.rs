//! A chunk of rows as the parameters of one statement: how set-based statements get their rows on both engines.
//!
//! The statement names its rows as a table `c`. On PostgreSQL that is one array a column, sent once. SQLite runs in
//! this very process: there the statement is prepared once and carried out for each row, with `c` as the one row at
//! hand, which costs it less than taking rows out of any text (see docs/adr/0010).

use std::borrow::Cow;

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{Array, BigInt, Bool, Nullable, Text};
use diesel::sqlite::Sqlite;
use uuid::Uuid;

use super::types::{Id, RawId};

/// The type of a column of a chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// An id.
    Id,
    /// Text.
    Text,
    /// An integer.
    Int,
    /// A truth value.
    Bool,
}

/// The name and type of a column of a chunk.
pub type ColumnSpec = (&'static str, ColumnKind);

/// A value of a chunk, of the type of its column or nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nothing.
    Null,
    /// An id.
    Id(Uuid),
    /// Text.
    Text(Cow<'a, str>),
    /// An integer.
    Int(i64),
    /// A truth value.
    Bool(bool),
}

impl From<Uuid> for Cell<'_> {
    fn from(id: Uuid) -> Self {
        Self::Id(id)
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<i64> for Cell<'_> {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<bool> for Cell<'_> {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl Cell<'_> {
    fn id(&self) -> Option<RawId> {
        if let Self::Id(id) = self { Some(RawId(*id)) } else { None }
    }

    fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    fn int(&self) -> Option<i64> {
        if let Self::Int(number) = self { Some(*number) } else { None }
    }

    fn truth(&self) -> Option<bool> {
        if let Self::Bool(value) = self { Some(*value) } else { None }
    }

    fn bind<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> IsNull {
        match self {
            Self::Null => return IsNull::Yes,
            Self::Id(id) => out.set_value(id.hyphenated().to_string()),
            Self::Text(text) => out.set_value(text.as_ref()),
            Self::Int(number) => out.set_value(*number),
            Self::Bool(value) => out.set_value(i32::from(*value)),
        }
        IsNull::No
    }
}

impl<'a> Cell<'a> {
    /// Puts the value into a statement for SQLite.
    fn push<'b>(&'b self, kind: ColumnKind, out: &mut AstPass<'_, 'b, Sqlite>) -> QueryResult<()>
    where
        'a: 'b,
    {
        match kind {
            ColumnKind::Id => out.push_bind_param::<Nullable<Id>, _>(self),
            ColumnKind::Text => out.push_bind_param::<Nullable<Text>, _>(self),
            ColumnKind::Int => out.push_bind_param::<Nullable<BigInt>, _>(self),
            ColumnKind::Bool => out.push_bind_param::<Nullable<Bool>, _>(self),
        }
    }
}

macro_rules! bound_as {
    ($($kind:ty)*) => {$(
        impl ToSql<Nullable<$kind>, Sqlite> for Cell<'_> {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
                Ok(self.bind(out))
            }
        }
    )*};
}

bound_as! { Id Text BigInt Bool }

/// Rows on their way into a statement, a cell for each column in the statement's order.
#[derive(Debug, Default)]
pub struct RecordSet<'a> {
    cells: Vec<Cell<'a>>,
    rows: usize,
}

impl<'a> RecordSet<'a> {
    /// Without rows yet, and with room for so many of so many columns.
    pub fn with_room(rows: usize, columns: usize) -> Self {
        Self { cells: Vec::with_capacity(rows * columns), rows: 0 }
    }

    /// Adds a row: as many cells as the statement has columns.
    pub fn push(&mut self, row: impl IntoIterator<Item = Cell<'a>>) {
        self.cells.extend(row);
        self.rows += 1;
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Carries out the statement with each row in turn, or with a few at a time; returns how many rows it changed.
    pub(super) fn execute_on_sqlite(
        &self,
        conn: &mut SqliteConnection,
        columns: &[ColumnSpec],
        statement: &Statement<'_>,
    ) -> QueryResult<usize> {
        let width = columns.len().max(1);
        // The search index writes out what it has whenever a statement begins: one row after the other it would write a
        // piece for each, and put them together again later.
        let is_searched = columns.iter().any(|(name, _)| *name == SEARCHED);
        let mut changed = 0;
        let mut rest = self.cells.as_slice();
        let sql = statement.text(columns, TABLE);
        for block in BLOCKS.into_iter().filter(|_| is_searched) {
            let mut blocks = rest.chunks_exact(block * width);
            for cells in &mut blocks {
                changed += FewRows { sql: &sql, columns, cells }.execute(conn)?;
            }
            rest = blocks.remainder();
        }
        let sql = statement.text(columns, "");
        let pieces = pieces(&sql, columns)?;
        for cells in rest.chunks(width) {
            changed += OneRow { pieces: &pieces, columns, cells }.execute(conn)?;
        }
        Ok(changed)
    }

    /// Carries out the statement once, with all rows; returns how many rows it changed.
    pub(super) fn execute_on_postgres(
        &self,
        conn: &mut PgConnection,
        columns: &[ColumnSpec],
        statement: &Statement<'_>,
    ) -> QueryResult<usize> {
        let sql = statement.text(columns, TABLE);
        let values = columns.iter().enumerate().map(|(at, (_, kind))| self.column(at, columns.len(), *kind)).collect();
        AllRows { sql: &sql, columns, values }.execute(conn)
    }

    fn column(&self, at: usize, width: usize, kind: ColumnKind) -> Column<'_> {
        let cells = self.cells.iter().skip(at).step_by(width);
        match kind {
            ColumnKind::Id => Column::Ids(cells.map(Cell::id).collect()),
            ColumnKind::Text => Column::Texts(cells.map(Cell::text).collect()),
            ColumnKind::Int => Column::Ints(cells.map(Cell::int).collect()),
            ColumnKind::Bool => Column::Bools(cells.map(Cell::truth).collect()),
        }
    }
}

/// The column of the search index.
const SEARCHED: &str = "search_key";
/// Rows of statements that touch the search index on SQLite, the long ones first. A statement has up to 32,766 parameters.
const BLOCKS: [usize; 3] = [500, 100, 20];

/// What is done with the rows of a chunk. Texts name its columns as `c.name`.
#[derive(Debug, Clone, Copy)]
pub enum Statement<'s> {
    /// Each row becomes one of the table.
    Insert(&'s str),
    /// Rows of the table are changed.
    Update {
        /// The table.
        table: &'s str,
        /// Its columns and what they become.
        set: &'s str,
        /// Which of its rows belong to the chunk's.
        on: &'s str,
    },
}

/// Stands for the table of the rows in the text of a statement.
const TABLE: &str = "\u{1}";

impl Statement<'_> {
    /// The text, with the rows taken from a table; without one, with the row at hand in its place.
    fn text(&self, columns: &[ColumnSpec], from: &str) -> String {
        match self {
            Self::Insert(table) => {
                let names: Vec<_> = columns.iter().map(|(name, _)| *name).collect();
                let values: Vec<_> = names.iter().map(|name| format!("c.{name}")).collect();
                let (names, values) = (names.join(", "), values.join(", "));
                match from {
                    "" => format!("INSERT INTO {table} ({names}) VALUES ({values})"),
                    from => format!("INSERT INTO {table} ({names}) SELECT {values} FROM {from}"),
                }
            }
            Self::Update { table, set, on } => match from {
                "" => format!("UPDATE {table} SET {set} WHERE {on}"),
                from => format!("UPDATE {table} SET {set} FROM {from} WHERE {on}"),
            },
        }
    }
}

/// A stretch of a statement's text, and the column whose value follows it.
type Piece<'q> = (&'q str, Option<usize>);

/// Takes a text apart at the names of columns.
fn pieces<'q>(sql: &'q str, columns: &[ColumnSpec]) -> QueryResult<Vec<Piece<'q>>> {
    let mut pieces = Vec::new();
    let mut rest = sql;
    while let Some((text, behind)) = rest.split_once("c.") {
        let end = behind.find(|letter: char| !letter.is_ascii_lowercase() && letter != '_').unwrap_or(behind.len());
        let (name, behind) = behind.split_at(end);
        let Some(at) = columns.iter().position(|(known, _)| *known == name) else {
            return Err(diesel::result::Error::QueryBuilderError(format!("the chunk has no column {name}").into()));
        };
        pieces.push((text, Some(at)));
        rest = behind;
    }
    pieces.push((rest, None));
    Ok(pieces)
}

/// A statement with one row, its values in the place of the names.
struct OneRow<'q> {
    pieces: &'q [Piece<'q>],
    columns: &'q [ColumnSpec],
    cells: &'q [Cell<'q>],
}

impl QueryFragment<Sqlite> for OneRow<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        for (text, column) in self.pieces {
            out.push_sql(text);
            let Some(at) = column else { continue };
            let (Some((_, kind)), Some(cell)) = (self.columns.get(*at), self.cells.get(*at)) else {
                return Err(diesel::result::Error::QueryBuilderError("a row is too short".into()));
            };
            cell.push(*kind, &mut out)?;
        }
        Ok(())
    }
}

/// A statement with a few rows as a table.
struct FewRows<'q> {
    sql: &'q str,
    columns: &'q [ColumnSpec],
    cells: &'q [Cell<'q>],
}

impl QueryFragment<Sqlite> for FewRows<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        let (before, behind) = self.sql.split_once(TABLE).unwrap_or((self.sql, ""));
        out.push_sql(before);
        for (at, (name, _)) in self.columns.iter().enumerate() {
            out.push_sql(if at == 0 { "(SELECT " } else { ", " });
            out.push_sql(&format!("column{} AS {name}", at + 1));
        }
        out.push_sql(" FROM (VALUES ");
        for (number, row) in self.cells.chunks(self.columns.len()).enumerate() {
            out.push_sql(if number == 0 { "(" } else { ", (" });
            for (at, ((_, kind), cell)) in self.columns.iter().zip(row).enumerate() {
                if at > 0 {
                    out.push_sql(", ");
                }
                cell.push(*kind, &mut out)?;
            }
            out.push_sql(")");
        }
        out.push_sql(")) AS c");
        out.push_sql(behind);
        Ok(())
    }
}

/// The values of one column.
enum Column<'q> {
    Ids(Vec<Option<RawId>>),
    Texts(Vec<Option<&'q str>>),
    Ints(Vec<Option<i64>>),
    Bools(Vec<Option<bool>>),
}

/// A statement with all rows.
struct AllRows<'q> {
    sql: &'q str,
    columns: &'q [ColumnSpec],
    values: Vec<Column<'q>>,
}

impl QueryFragment<Pg> for AllRows<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        let (before, behind) = self.sql.split_once(TABLE).unwrap_or((self.sql, ""));
        out.push_sql(before);
        for (at, values) in self.values.iter().enumerate() {
            out.push_sql(if at == 0 { "unnest(" } else { ", " });
            match values {
                Column::Ids(values) => out.push_bind_param::<Array<Nullable<Id>>, _>(values)?,
                Column::Texts(values) => out.push_bind_param::<Array<Nullable<Text>>, _>(values)?,
                Column::Ints(values) => out.push_bind_param::<Array<Nullable<BigInt>>, _>(values)?,
                Column::Bools(values) => out.push_bind_param::<Array<Nullable<Bool>>, _>(values)?,
            }
        }
        for (at, (name, _)) in self.columns.iter().enumerate() {
            out.push_sql(if at == 0 { ") AS c(" } else { ", " });
            out.push_sql(name);
        }
        out.push_sql(")");
        out.push_sql(behind);
        Ok(())
    }
}

// Both are prepared once for each text and kept by the connection.
macro_rules! kept_by_text {
    ($($query:ident)*) => {$(
        impl QueryId for $query<'_> {
            type QueryId = ();
            const HAS_STATIC_QUERY_ID: bool = false;
        }

        impl<C> RunQueryDsl<C> for $query<'_> {}
    )*};
}

kept_by_text! { OneRow FewRows AllRows }
