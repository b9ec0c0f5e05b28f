//! Checks requested values of custom fields against the definitions.

use super::{Editor, Members, index, store};
use crate::db::Conn;
use crate::id::UserId;
use crate::text::show;
use crate::{Error, Fault, Faults, Result};

/// The account that the values are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// An account that is being made: fields that are required are.
    New,
    /// An account that is there.
    Existing(UserId),
}

/// Checks the requested values; null empties. Fields that are not named are left alone.
pub fn check(conn: &mut Conn, given: &Members, target: For, by: Editor) -> Result<Members> {
    if given.is_empty() && target != For::New {
        return Ok(Members::new());
    }
    let fields = store::all(conn)?;
    let (mut wanted, mut faults) = (Members::new(), Faults::default());
    for (name, value) in given {
        if faults.is_full() {
            break;
        }
        let path = format!("profile.{}", show(name));
        let field = fields.iter().find(|field| field.name == *name);
        let parsed = match field {
            None => {
                Err(Fault::new(path, "unknown_field", unknown(name, fields.iter().map(|field| field.name.as_str()))))
            }
            Some(field) if by == Editor::OneSelf && field.editable_by != Editor::OneSelf => {
                let message = format!("{} is changed by staff only.", field.label);
                Err(Fault::new(path, "forbidden", message))
            }
            Some(field) => field.parse(value).map_err(|refusal| Fault::new(path, refusal.code.name(), refusal.message)),
        };
        match parsed {
            Ok(value) => drop(wanted.insert(name.clone(), value)),
            Err(fault) => faults.push(fault),
        }
    }
    if target == For::New {
        wanted.retain(|_, value| !value.is_null());
        for field in fields.iter().filter(|field| field.required && !given.contains_key(&field.name)) {
            let message = format!("{} may not be empty.", field.label);
            faults.push(Fault::new(field.path(), "missing_value", message));
        }
    }
    Error::require_none("invalid", "Some values are not valid; see \"errors\".", faults)?;
    let except = if let For::Existing(id) = target { Some(id) } else { None };
    for field in fields.iter().filter(|field| field.unique) {
        let key = wanted.get(&field.name).filter(|value| !value.is_null()).and_then(|value| field.key(value));
        if let Some(key) = key
            && index::is_taken(conn, field, &key, except)?
        {
            return Err(taken(&field.label));
        }
    }
    Ok(wanted)
}

/// The answer where another account has the value already.
pub fn taken(label: &str) -> Error {
    let message = format!("Another account has this value of {label} already, and no two may have the same.");
    Error::conflict("value_taken", message)
}

fn unknown<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let known: Vec<_> = known.collect();
    let hint =
        if known.is_empty() { "None are set up yet.".to_owned() } else { format!("There are: {}.", known.join(", ")) };
    format!("There is no profile field \"{}\". {hint}", show(name))
}
