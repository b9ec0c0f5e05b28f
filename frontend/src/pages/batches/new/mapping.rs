//! Which column each heading of the file is read as.

use std::collections::BTreeMap;

use rollcall_wire::batches::Column;
use yew::prelude::*;

use super::super::kind::FileKind;
use crate::i18n::words;
use crate::t;
use crate::ui::Select;

/// The columns of a kind of file, by their names.
fn known(kind: FileKind) -> &'static [&'static str] {
    match kind {
        FileKind::Suspension => &["username", "email", "idnumber", "suspended", "auth", "reason", "until"],
        FileKind::Rename => &["oldusername", "username", "email", "idnumber"],
        FileKind::Delete => &["username", "email", "idnumber", "deleted"],
        FileKind::Upsert => &[
            "username",
            "oldusername",
            "email",
            "firstname",
            "lastname",
            "idnumber",
            "institution",
            "department",
            "phone1",
            "phone2",
            "address",
            "city",
            "country",
            "lang",
            "timezone",
            "description",
            "auth",
            "password",
            "suspended",
            "reason",
            "until",
            "deleted",
            "confirmed",
            "external_id",
        ],
    }
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub kind: FileKind,
    /// The file's headings, as they are read so far.
    pub headings: Vec<Column>,
    pub chosen: BTreeMap<String, Option<String>>,
    pub onchange: Callback<BTreeMap<String, Option<String>>>,
}

/// A choice for each heading.
#[component]
pub fn Mapping(props: &Props) -> Html {
    let field = |column: &Column| {
        let heading = column.header.clone();
        let read_as = match props.chosen.get(heading.trim()) {
            Some(to) => to.clone(),
            None => column.field.clone(),
        };
        let named = |name: &str| (AttrValue::from(name.to_owned()), format!("{} ({name})", words::field(name)).into());
        let mut options = vec![(AttrValue::Static(""), t!("mapping-ignore").into())];
        options.extend(known(props.kind).iter().map(|name| named(name)));
        // Custom fields are known by the file itself.
        if let Some(own) = read_as.as_deref().filter(|own| !known(props.kind).contains(own)) {
            options.push(named(own));
        }
        let (chosen, onchange) = (props.chosen.clone(), props.onchange.clone());
        let key = heading.trim().to_owned();
        let onchange = Callback::from(move |value: String| {
            let mut chosen = chosen.clone();
            chosen.insert(key.clone(), Some(value).filter(|value| !value.is_empty()));
            onchange.emit(chosen);
        });
        html! {
            <Select
                key={heading.clone()}
                label={t!("mapping-heading", heading = heading.clone())}
                value={read_as.unwrap_or_default()}
                {options}
                {onchange}
                testid={format!("mapping-{heading}")}
            />
        }
    };
    html! { { for props.headings.iter().map(field) } }
}
