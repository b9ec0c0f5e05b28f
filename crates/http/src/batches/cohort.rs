//! The cohort that a selection's settings name.

use rollcall_domain::{Error, cohorts};
use serde_json::Value;

use crate::problem::Failure;
use crate::state::AppState;

/// Puts the cohort's key in place of its name or id, which may come to mean another one.
pub async fn resolve(state: &AppState, settings: &mut Value) -> Result<(), Failure> {
    let Some(text) = settings.get("cohort").and_then(Value::as_str).map(str::to_owned) else { return Ok(()) };
    let named = text.clone();
    let found = state.read(move |conn| cohorts::store::one(conn, &named)).await?;
    let key = found.ok_or_else(|| Error::invalid("settings.cohort", "unknown_cohort", cohorts::unknown(&text)))?;
    settings["cohort"] = Value::from(key.as_str());
    Ok(())
}
