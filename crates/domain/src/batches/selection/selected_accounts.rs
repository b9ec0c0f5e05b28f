//! The people of a selection, a few at a time.

use std::collections::HashSet;
use std::io::Read;

use super::list;
use super::pasted::{PastedAccounts, Reach};
use super::target::Target;
use crate::batches::engine::batch::Batch;
use crate::batches::engine::{rows, stage};
use crate::courses::store::participants_among;
use crate::db::{Conn, Db};
use crate::filter::{self, Filter, Scope, in_course};
use crate::id::{CourseId, UserId};
use crate::listing::walk::Walk;
use crate::refusal::{Code, Refusal};
use crate::roles::Capability;
use crate::users::{Account, store as user_store};
use crate::{Actor, Context, Error, Result};

/// A selected account, or the reason why the key names none.
pub struct SelectedAccount {
    /// Its row's place in the selection, from 1.
    pub line: i64,
    /// What the account is named by.
    pub key: String,
    /// The account.
    pub account: Result<Account, Refusal>,
}

/// The people of a target, a few at a time.
pub enum People {
    /// Named by their ids.
    Ids {
        /// All of them.
        ids: Vec<UserId>,
        /// How many were taken.
        next: usize,
    },
    /// Found by a filter and a search.
    Matching {
        /// The list, walked through in the order of ids.
        walk: Box<Walk>,
        /// Who is left out.
        exclude: HashSet<UserId>,
        /// Whom the walk has come to.
        behind: Option<UserId>,
        /// The line of the last of them.
        line: i64,
    },
    /// Named in a pasted list, where one may be named twice.
    List {
        /// The lines that were not there yet, with their numbers.
        lines: Vec<(i64, String)>,
        /// How many were taken.
        next: usize,
        /// What may be looked up by them.
        reach: Reach,
        /// The course whose participants alone may be looked up.
        within: Option<CourseId>,
    },
}

impl People {
    /// The people of a batch's target, behind the batch's place. `with_deleted`: also deleted accounts are meant.
    ///
    /// # Errors
    /// [`Error::Malformed`] if the filter can no longer be read: a custom field, or the right to ask for one, has gone.
    pub fn open(db: &Db, batch: &Batch, actor: &Actor, with_deleted: bool) -> Result<Self> {
        let staged = batch.staged.ok_or_else(|| Error::internal("a selection has no target"))?;
        let mut text = Vec::new();
        stage::open(db, staged).read_to_end(&mut text).map_err(Error::internal)?;
        let target = serde_json::from_slice(&text)?;
        let reach = Reach {
            deleted: with_deleted,
            hints: actor.may(Capability::UsersView) && !batch.source.hides_deleted,
            numbers: matches!(target, Target::ListOfAny(_)),
        };
        let within = match batch.context {
            Context::Course(course) if !actor.may(Capability::UsersView) => Some(course),
            _ => None,
        };
        Ok(match target {
            Target::Ids(ids) => Self::Ids { ids, next: usize::try_from(batch.place).unwrap_or(0) },
            Target::Matching { filter, q, exclude, private } => {
                let (filter, may_private) = db.read(|conn| {
                    let scope = Scope::of(conn, actor)?;
                    let filter =
                        filter.as_deref().map(|text| filter::parse(text, &scope)?.with_keys(conn)).transpose()?;
                    Ok((filter, scope.private))
                })?;
                let private = private && may_private;
                // Who may not see all accounts selects among the participants of the course.
                let filter = match within {
                    Some(course) => {
                        Some(Filter::And([Some(in_course(course)), filter].into_iter().flatten().collect()))
                    }
                    None => filter,
                };
                let walk = Walk { filter, search: q, private, at: batch.created_at, ..Walk::default() };
                let last = db.read(|conn| rows::find(conn, batch.id, batch.place))?;
                Self::Matching {
                    walk: Box::new(walk),
                    exclude: exclude.into_iter().collect(),
                    behind: last.and_then(|row| row.user),
                    line: batch.place,
                }
            }
            Target::List(list) | Target::ListOfAny(list) => {
                let mut lines = list::entries(&list);
                lines.retain(|(line, _)| *line > batch.place);
                Self::List { lines, next: 0, reach, within }
            }
        })
    }

    /// The next of them, and whether they are the last.
    pub fn next(&mut self, conn: &mut Conn, most: usize) -> Result<(Vec<SelectedAccount>, bool)> {
        match self {
            Self::Ids { ids, next } => {
                let (first, some) = (*next, &ids[*next..ids.len().min(*next + most)]);
                let mut accounts = user_store::by_ids(conn, some)?;
                let chosen = (first + 1..).zip(some).map(|(line, id)| SelectedAccount {
                    line: i64::try_from(line).unwrap_or(i64::MAX),
                    key: accounts.get(id).map_or_else(|| id.to_string(), |account| account.username.clone()),
                    account: accounts.remove(id).ok_or_else(|| {
                        Refusal::new(Code::UnknownUser, format!("No account has the id {id}. It may have been purged."))
                    }),
                });
                let chosen: Vec<SelectedAccount> = chosen.collect();
                *next += chosen.len();
                Ok((chosen, *next == ids.len()))
            }
            Self::Matching { walk, exclude, behind, line } => {
                let found = walk.step(conn, *behind, i64::try_from(most).unwrap_or(i64::MAX))?;
                let is_last = found.len() < most;
                *behind = found.last().map(|account| account.id).or(*behind);
                let kept = found.into_iter().filter(|account| !exclude.contains(&account.id));
                let chosen = kept.map(|account| {
                    *line += 1;
                    SelectedAccount { line: *line, key: account.username.clone(), account: Ok(account) }
                });
                Ok((chosen.collect(), is_last))
            }
            Self::List { lines, next, reach, within } => {
                let some = &lines[*next..lines.len().min(*next + most)];
                let mut named = PastedAccounts::find(conn, some, *reach)?;
                if let Some(course) = *within {
                    named.keep(&participants_among(conn, course, &named.ids())?);
                }
                let chosen: Vec<SelectedAccount> = some
                    .iter()
                    .map(|(line, text)| SelectedAccount {
                        line: *line,
                        key: text.clone(),
                        account: named.one(text).cloned(),
                    })
                    .collect();
                *next += chosen.len();
                Ok((chosen, *next == lines.len()))
            }
        }
    }
}
