//! The cells about suspensions: `suspended`, `auth`, `reason` and `until` (PRODUCT 4). Pure.

use super::cells;
use super::reading::{Reading, or_wrong};
use crate::refusal::{Code, Refusal};
use crate::text::show;
use crate::users::rules::SuspensionRequest;
use crate::users::values::AuthMethod;
use crate::users::{Field, FieldValue};
use crate::{Millis, time};

impl Reading<'_> {
    /// What a row asks for a suspension. Values that cannot be are `wrong`.
    pub(crate) fn suspension(&self, cells: &[String], wrong: &mut Vec<Refusal>) -> SuspensionRequest {
        let meaning = "Write 1 to suspend, 0 to activate, or leave the cell blank.";
        let cell = |column| self.cell(cells, column);
        let suspended = cell("suspended").map(|text| cells::yes_or_no("suspended", text, meaning));
        let suspended = or_wrong(suspended.transpose(), wrong);
        let auth_method = or_wrong(cell("auth").map(|text| AuthMethod::parse("auth", text)).transpose(), wrong);
        let reason = cell("reason").map(|text| cells::detail("reason", Field::SuspensionReason, text));
        let reason = match or_wrong(reason.transpose(), wrong) {
            Some(FieldValue::Text(reason)) => Some(reason),
            _ => None,
        };
        let until = or_wrong(cell("until").map(|text| self.until(text)).transpose(), wrong);
        SuspensionRequest {
            suspended,
            auth_method,
            on_suspend: self.settings.on_suspend(),
            restore: self.settings.restore_auth_method,
            reason: reason.filter(|_| suspended != Some(false)),
            until: until.filter(|_| suspended != Some(false)).map(Some),
        }
    }

    fn until(&self, text: &str) -> Result<Millis, Refusal> {
        let expected = "a time to come such as 2026-03-01 or 2026-03-01T09:30:00Z";
        let refuse = |message: String| Refusal::of(Code::InvalidValue, "until", text, expected, message);
        match time::parse(text, self.timezone) {
            None => Err(refuse(format!(
                "\"{}\" is not a time. Write it as 2026-03-01 or 2026-03-01T09:30:00Z.",
                show(text)
            ))),
            Some(at) if at <= self.now => Err(refuse(format!(
                "\"{}\" lies in the past: the suspension would end before it begins. Name a time to come, or leave the cell blank.",
                show(text)
            ))),
            Some(at) => Ok(at),
        }
    }
}
