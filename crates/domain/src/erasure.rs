//! What is left of the rows about a person once that person is erased, said by each noun for its own tables.

/// How the rows of one table that are about a person are erased.
#[derive(Debug, Clone, Copy)]
pub struct Erasure {
    /// The table.
    pub table: &'static str,
    /// Which of its rows are about the people; `{people}` stands for them, a table with the column `id`.
    pub rows: &'static str,
    /// How they are erased.
    pub fate: Fate,
}

/// How a row about a person is erased.
#[derive(Debug, Clone, Copy)]
pub enum Fate {
    /// It goes, whatever its columns hold.
    Removed,
    /// It goes with the row of another table that it hangs on: the database sees to that.
    Follows,
    /// It stays without these columns' values; the other columns hold nothing that tells who it was.
    Emptied {
        /// Columns, and what they hold afterwards.
        columns: &'static [(&'static str, &'static str)],
        /// Columns that stay as they are.
        stay: &'static [&'static str],
    },
    /// The table holds nothing about people but, perhaps, their ids, which identify no one once the account is gone.
    Nameless {
        /// Its columns.
        columns: &'static [&'static str],
    },
}

impl Erasure {
    /// The statement that carries it out; `None` if there is nothing to do.
    pub(crate) fn statement(&self) -> Option<String> {
        let Self { table, rows, fate } = self;
        match fate {
            Fate::Removed => Some(format!("DELETE FROM {table} WHERE {rows}")),
            Fate::Emptied { columns, .. } => {
                let values: Vec<String> = columns.iter().map(|(name, value)| format!("{name} = {value}")).collect();
                Some(format!("UPDATE {table} SET {} WHERE {rows}", values.join(", ")))
            }
            Fate::Follows | Fate::Nameless { .. } => None,
        }
    }

    /// The affected columns; `None` if the whole row is removed.
    pub fn columns(&self) -> Option<Vec<&'static str>> {
        match self.fate {
            Fate::Removed | Fate::Follows => None,
            Fate::Emptied { columns, stay } => {
                Some(columns.iter().map(|(name, _)| *name).chain(stay.iter().copied()).collect())
            }
            Fate::Nameless { columns } => Some(columns.to_vec()),
        }
    }
}
