//! What the list can be filtered by, and the panel for it.

use yew::prelude::*;

use super::cohort_finder::CohortFinder;
use super::query;
use crate::filter::{Absence, Condition, Group, Join, Part, ValueKind, read};
use crate::i18n::words;
use crate::t;
use crate::ui::{Alert, Button, FilterBuilder, FilterField, Look, TextArea, Tone};

/// The fields by their names in the API and what they hold.
const FIELDS: [(&str, ValueKind); 27] = [
    ("last_name", ValueKind::Text),
    ("first_name", ValueKind::Text),
    ("full_name", ValueKind::Text),
    ("username", ValueKind::Text),
    ("email", ValueKind::Text),
    ("id_number", ValueKind::Text),
    ("department", ValueKind::Text),
    ("institution", ValueKind::Text),
    ("city", ValueKind::Text),
    ("country", ValueKind::Text),
    ("phone", ValueKind::Text),
    ("mobile_phone", ValueKind::Text),
    ("address", ValueKind::Text),
    ("language", ValueKind::Text),
    ("timezone", ValueKind::Text),
    ("status", ValueKind::Choice),
    ("auth_method", ValueKind::Choice),
    ("system_roles", ValueKind::Choice),
    ("cohorts", ValueKind::Found),
    ("suspended", ValueKind::Flag),
    ("confirmed", ValueKind::Flag),
    ("must_change_password", ValueKind::Flag),
    ("suspension_reason", ValueKind::Text),
    ("suspended_until", ValueKind::Time(Absence::Open)),
    ("created_at", ValueKind::Time(Absence::Impossible)),
    ("first_access_at", ValueKind::Time(Absence::Never)),
    ("last_access_at", ValueKind::Time(Absence::Never)),
];

/// The authentication methods by their names in the API.
pub const METHODS: [&str; 4] = ["manual", "nologin", "oidc", "ldap"];
const ROLES: [&str; 7] =
    ["administrator", "account_manager", "helpdesk", "auditor", "privacy_officer", "course_creator", "learner"];

/// The fields with their names in the person's language.
pub fn fields() -> Vec<FilterField> {
    let choices = |name: &str| -> Vec<(AttrValue, AttrValue)> {
        let named = |codes: &[&'static str], words: fn(&str) -> String| {
            codes.iter().map(|code| (AttrValue::Static(code), words(code).into())).collect()
        };
        match name {
            "status" => named(&query::STATUSES, words::account_status),
            "auth_method" => named(&METHODS, words::auth_method),
            "system_roles" => named(&ROLES, words::role),
            _ => Vec::new(),
        }
    };
    let field = |(name, kind): &(&'static str, ValueKind)| FilterField {
        name,
        title: words::field(name),
        kind: *kind,
        choices: choices(name),
        finder: (*kind == ValueKind::Found).then(|| Callback::from(|wanted| html! { <CohortFinder {wanted} /> })),
    };
    FIELDS.iter().map(field).collect()
}

/// What a field of the builder holds.
pub fn kind_of(field: &str) -> Option<ValueKind> {
    FIELDS.iter().find(|(name, _)| *name == field).map(|(_, kind)| *kind)
}

/// How many conditions a filter has, where it can be built here; else it counts as one.
pub fn conditions(filter: &str) -> usize {
    if filter.is_empty() { 0 } else { read(filter, kind_of).map_or(1, |group| group.len()) }
}

#[derive(PartialEq, Properties)]
pub struct Props {
    /// The filter in force.
    pub filter: AttrValue,
    /// The saved view in force: another one shows its filter, whatever was begun here.
    pub view: AttrValue,
    /// How often a view was chosen: also the one that is in force shows its filter, when it is chosen again.
    pub view_choices: u32,
    /// Called with the filter that is to be in force.
    pub onfilter: Callback<String>,
}

/// The panel.
#[component]
pub fn FilterPanel(props: &Props) -> Html {
    html! {
        <section class="rc-card rc-filter-panel" aria-label={t!("filter")} data-testid="filter-panel">
            <FilterEditor
                filter={props.filter.clone()}
                again={(props.view.clone(), props.view_choices)}
                apply={t!("filter-apply")}
                onfilter={props.onfilter.clone()}
            />
        </section>
    }
}

#[derive(PartialEq, Properties)]
pub struct EditorProps {
    /// The filter in force.
    pub filter: AttrValue,
    /// Where this changes, the filter in force is shown, whatever was begun here.
    #[prop_or_default]
    pub again: (AttrValue, u32),
    /// What the button says.
    pub apply: AttrValue,
    /// Fields that can't be asked for here.
    #[prop_or_default]
    pub without: &'static [&'static str],
    /// Called with the filter that is to be in force.
    pub onfilter: Callback<String>,
    /// Called with every change: the filter as it is by now, unless it is unfinished.
    #[prop_or_default]
    pub onedit: Callback<Option<String>>,
}

/// The builder, or the text where that can't be built.
#[component]
pub fn FilterEditor(props: &EditorProps) -> Html {
    let fields = use_memo(props.without, |without| {
        let mut fields = fields();
        fields.retain(|field| !without.contains(&field.name));
        fields
    });
    let known = read(&props.filter, kind_of);
    let group = use_state(|| known.clone().map(begun));
    let text = use_state_eq(|| props.filter.to_string());
    let strict = use_state_eq(|| false);
    // The address can change by itself: the way back, a saved view, "clear filters". What was built here and
    // is in force now stays as it was built.
    use_effect_with((props.filter.clone(), props.again.clone()), {
        let (group, text, strict) = (group.clone(), text.setter(), strict.setter());
        move |(filter, _)| {
            let is_own = |group: &Group| !group.is_unfinished() && group.text() == filter.as_str();
            if !group.as_ref().is_some_and(is_own) {
                group.set(read(filter, kind_of).map(begun));
                text.set(filter.to_string());
                strict.set(false);
            }
        }
    });
    let apply = {
        let (group, text, strict, onfilter) = (group.clone(), text.clone(), strict.setter(), props.onfilter.clone());
        Callback::from(move |()| match &*group {
            Some(group) if group.is_unfinished() => strict.set(true),
            Some(group) => {
                strict.set(false);
                onfilter.emit(group.text());
            }
            None => onfilter.emit(text.trim().to_owned()),
        })
    };
    let clear = {
        let (group, onfilter) = (group.setter(), props.onfilter.clone());
        Callback::from(move |()| {
            group.set(Some(begun(Group::default())));
            onfilter.emit(String::new());
        })
    };
    let actions = html! {
        <>
            <Button small=true look={Look::Primary} onclick={apply} testid="filter-apply">{ &props.apply }</Button>
            <Button small=true look={Look::Link} onclick={clear} testid="filter-clear">{ t!("filter-clear") }</Button>
        </>
    };
    match &*group {
        Some(built) => {
            let onchange = {
                let (group, onedit) = (group.setter(), props.onedit.clone());
                Callback::from(move |changed: Group| {
                    onedit.emit((!changed.is_unfinished()).then(|| changed.text()));
                    group.set(Some(changed));
                })
            };
            html! { <FilterBuilder {fields} group={built.clone()} {onchange} strict={*strict} {actions} /> }
        }
        None => {
            let oninput = {
                let (text, onedit) = (text.setter(), props.onedit.clone());
                Callback::from(move |typed: String| {
                    onedit.emit(Some(typed.trim().to_owned()));
                    text.set(typed);
                })
            };
            html! {
                <>
                    <Alert tone={Tone::Info} title={t!("filter-by-hand")}>{ t!("filter-by-hand-detail") }</Alert>
                    <TextArea label={t!("filter-text")} help={t!("filter-text-help")} value={(*text).clone()} {oninput} testid="filter-text" />
                    <div class="rc-bar">{ actions }</div>
                </>
            }
        }
    }
}

/// A group to begin with: a condition that waits for its value is better than an empty box.
fn begun(group: Group) -> Group {
    if group.parts.is_empty() {
        let (name, kind) = FIELDS[0];
        return Group { join: Join::All, parts: vec![Part::Is(Condition::begin(name, kind))] };
    }
    group
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::find;

    #[test]
    fn every_field_and_every_operator_and_choice_has_a_name() {
        for field in fields() {
            assert!(find(&format!("field-{}", field.name.replace('_', "-")), &[]).is_some(), "{}", field.name);
            for operator in field.kind.operators() {
                assert!(find(&format!("operator-{}", operator.code()), &[]).is_some(), "{}", operator.code());
            }
            assert_eq!(field.kind == ValueKind::Choice, !field.choices.is_empty(), "{}", field.name);
            assert_eq!(field.kind == ValueKind::Found, field.finder.is_some(), "{}", field.name);
        }
    }

    #[test]
    fn conditions_are_counted_for_the_button() {
        assert_eq!(conditions(""), 0);
        assert_eq!(conditions(r#"last_name sw "a" and (suspended eq true or not (city pr))"#), 3);
        assert_eq!(conditions(r#"enrolments[course eq "C1"]"#), 1);
    }
}
