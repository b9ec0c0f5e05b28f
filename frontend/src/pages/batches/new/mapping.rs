//! Which column each heading of the file is read as.

use std::rc::Rc;

use rollcall_wire::batch_settings::BatchSettings;
use rollcall_wire::batches::Column;
use serde_json::{Map, Value};
use yew::prelude::*;

use super::described;
use crate::t;
use crate::ui::Select;

#[derive(PartialEq, Properties)]
pub struct Props {
    pub described: Rc<BatchSettings>,
    pub preset: AttrValue,
    /// The file's headings, as they are read so far.
    pub headings: Vec<Column>,
    /// Headings with the columns that were chosen for them.
    pub chosen: Map<String, Value>,
    pub onchange: Callback<Value>,
}

/// A choice for each heading.
#[component]
pub fn Mapping(props: &Props) -> Html {
    let field = |(index, column): (usize, &Column)| {
        let heading = column.header.clone();
        let read_as = match props.chosen.get(heading.trim()) {
            Some(to) => to.as_str().map(str::to_owned),
            None => column.field.clone(),
        };
        let mut options = vec![(AttrValue::Static(""), t!("mapping-ignore").into())];
        let known = described::columns(&props.described, &props.preset);
        options.extend(known.map(|column| (column.name.clone().into(), described::column_label(column).into())));
        // The file may have a column that no description names.
        if let Some(own) =
            read_as.clone().map(AttrValue::from).filter(|own| options.iter().all(|(known, _)| known != own))
        {
            options.push((own.clone(), own));
        }
        let (chosen, onchange) = (props.chosen.clone(), props.onchange.clone());
        let key = heading.trim().to_owned();
        let onchange = Callback::from(move |value: String| {
            let mut chosen = chosen.clone();
            chosen.insert(key.clone(), if value.is_empty() { Value::Null } else { value.into() });
            onchange.emit(Value::Object(chosen));
        });
        html! {
            <Select
                key={index}
                label={t!("mapping-heading", heading = heading.clone())}
                value={read_as.unwrap_or_default()}
                {options}
                {onchange}
                testid={format!("mapping-{heading}")}
            />
        }
    };
    html! { { for props.headings.iter().enumerate().map(field) } }
}
