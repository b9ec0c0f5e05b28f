//! Rows of a file about people who have no account yet: the account that they would make, or all that keeps them from it.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value};

use super::enrolling::stored;
use super::planner::{ChunkFacts, Planner};
use super::{creation, row_claims};
use crate::batches::engine::message::Message;
use crate::batches::engine::row::{Claim, Row};
use crate::batches::file::reading::ParsedRow;
use crate::batches::file::request::{Password, RowRequest};
use crate::batches::file::settings::{ForceChange, MatchBy, Passwords};
use crate::outcome::Outcome;
use crate::refusal::{Code, Refusal};
use crate::users::{Field, FieldValue};

impl Planner<'_> {
    /// A row about a person who has no account yet. The first refusal is the error, the others are `further`.
    pub(super) fn create(
        &self,
        known: &ChunkFacts<'_>,
        request: &RowRequest,
        password: Option<&Password>,
        result: &mut Row,
        further: &mut Vec<Refusal>,
    ) -> Result<(), Refusal> {
        let (mut fields, mut refused) = known.judge.creation(request);
        match claims_of_new(known, &fields) {
            Ok(claims) => result.claims = claims,
            Err(taken) => refused.extend(taken),
        }
        refused.extend(self.missing_password(&fields, password));
        let in_courses = self.in_courses(known, None, request).unwrap_or_else(|further| {
            refused.extend(further);
            Vec::new()
        });
        let mut refused = refused.into_iter();
        if let Some(first) = refused.next() {
            further.extend(refused);
            return Err(first);
        }
        result.asked = request.comparable();
        if self.settings.match_by == MatchBy::IdNumber {
            // Rows go by it, so it is one person's: the second row with it is about the same one.
            let value = self.comparable_key(&result.key);
            result.claims.push(Claim::new(self.settings.key_column(), &value, None));
        }
        if let Some(given) = password {
            let must_change = match self.settings.force_password_change {
                ForceChange::None => false,
                ForceChange::Weak => given.is_weak,
                ForceChange::All => true,
            };
            if must_change {
                fields.insert(Field::MustChangePassword, FieldValue::Bool(true));
            }
        }
        if request.suspension.lacks_its_switch() {
            result.messages.push(Message::without_suspension());
        }
        let is_suspended = creation::is_suspended(&fields);
        if is_suspended && self.settings.passwords == Passwords::Invite && creation::has_password_here(&fields) {
            result.messages.push(Message::invited_later());
        }
        result.outcomes = [Outcome::Create].into_iter().chain(is_suspended.then_some(Outcome::Suspend)).collect();
        let shown = fields.iter().filter(|(_, value)| **value != FieldValue::Null);
        let after: BTreeMap<_, _> = shown.map(|(field, value)| (field.name().to_owned(), value.to_json())).collect();
        result.after = Value::Object(after.into_iter().collect::<Map<_, _>>());
        stored::put(result, &in_courses);
        Ok(())
    }

    /// What else keeps a row from making an account of which some values cannot be read: what it lacks, and what others have.
    pub(super) fn refusals_of_creation(
        &self,
        known: &ChunkFacts<'_>,
        partial: &RowRequest,
        row: &ParsedRow,
    ) -> Vec<Refusal> {
        let (fields, mut refused) = known.judge.creation(partial);
        refused.extend(claims_of_new(known, &fields).err().into_iter().flatten());
        refused.extend(self.missing_password(&fields, row.password.as_ref()));
        refused.extend(self.in_courses(known, None, partial).err().into_iter().flatten());
        refused
    }

    fn missing_password(&self, fields: &HashMap<Field, FieldValue>, password: Option<&Password>) -> Option<Refusal> {
        let is_needed = self.settings.passwords == Passwords::File && creation::has_password_here(fields);
        (is_needed && password.is_none()).then(|| {
            Refusal::of(
                Code::MissingValue,
                "password",
                "",
                "a password",
                "The cell \"password\" is empty, and a new account needs one. Fill it in, or set \"passwords\" to \"invite\".",
            )
        })
    }
}

fn claims_of_new(known: &ChunkFacts<'_>, fields: &HashMap<Field, FieldValue>) -> Result<Vec<Claim>, Vec<Refusal>> {
    let text = |field: Field| match fields.get(&field) {
        Some(FieldValue::Text(text)) => Some(text.as_str()),
        _ => None,
    };
    let members = match fields.get(&Field::Profile) {
        Some(FieldValue::Members(members)) => Some(members),
        _ => None,
    };
    row_claims::all(known, None, text(Field::Username), text(Field::Email), members)
}
