//! What files, their settings and stored answers hold of private fields ([`crate::field_rights`]), and what others see of it.

use serde_json::Value;

use super::{cells, columns};
use crate::Actor;
use crate::field_rights::{MASK, is_private, mask_fields, mask_search, may_see};
use crate::filter::private::mask_filter;

/// Whether a column of files is about a private field, by its own name.
pub fn is_private_column(column: &str) -> bool {
    cells::field_of(column).is_some_and(|field| is_private(field.name()))
}

/// Masks what settings of a batch hold of private fields: defaults, and filters.
pub fn mask_settings(settings: &mut Value) {
    for (column, value) in settings.get_mut("defaults").and_then(Value::as_object_mut).into_iter().flatten() {
        let column = columns::canonical(column);
        if column.is_some_and(|column| is_private_column(&column)) {
            *value = MASK.into();
        }
    }
    if let Some(Value::String(filter)) = settings.pointer_mut("/full_sync/filter") {
        mask_filter(filter);
    }
}

/// Masks private fields in an answer of any kind that was stored for a user, wherever they stand in it, unless the reader
/// may see them. One's own account is seen by oneself.
pub fn mask_answer(answer: &mut Value, reader: &Actor) {
    if !may_see(reader) {
        mask_below(answer, reader.user_id.map(|id| id.to_string()).as_deref());
    }
}

fn mask_below(answer: &mut Value, own: Option<&str>) {
    match answer {
        Value::Object(members) if own.is_some() && members.get("id").and_then(Value::as_str) == own => {}
        Value::Object(_) => {
            mask_fields(answer);
            mask_settings(answer);
            for (name, value) in answer.as_object_mut().into_iter().flatten() {
                match value {
                    Value::String(text) if name == "filter" => mask_filter(text),
                    Value::String(text) if name == "q" => mask_search(text),
                    value => mask_below(value, own),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| mask_below(item, own)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::actor::RoleKey;

    #[test]
    fn settings_and_answers_lose_private_values_wherever_they_stand() {
        let mut answer = json!({
            "id_number": "42",
            "settings": {
                "defaults": { "phone1": "0664", "Employee_ID": "7", "city": "Graz" },
                "full_sync": { "filter": "phone eq \"0664\"" },
            },
            "source": { "filter": "id_number eq \"42\"" },
            "items": [{ "address": "Gasse 1", "city": "Graz" }],
        });
        let actor = Actor { roles: vec![RoleKey::Learner.into()], ..Actor::system() };
        mask_answer(&mut answer, &actor);
        assert_eq!(
            answer,
            json!({
                "id_number": null,
                "settings": {
                    "defaults": { "phone1": "…", "Employee_ID": "…", "city": "Graz" },
                    "full_sync": { "filter": "phone eq \"…\"" },
                },
                "source": { "filter": "id_number eq \"…\"" },
                "items": [{ "address": null, "city": "Graz" }],
            })
        );
    }
}
