//! Builds a filter from conditions, by keyboard as well as by mouse: groups that must hold all or any
//! of their parts, and conditions of a field, an operator and values.

mod condition;
#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod in_browser;

use std::rc::Rc;

use yew::prelude::*;

use self::condition::ConditionFields;
use super::{Button, Look, Select, Symbol};
use crate::filter::{Condition, Group, Join, Part, ValueKind};
use crate::t;

/// A field that one can ask about.
#[derive(Debug, Clone, PartialEq)]
pub struct FilterField {
    /// Its name in the API.
    pub name: &'static str,
    /// What a person calls it.
    pub title: String,
    /// What it holds.
    pub kind: ValueKind,
    /// The values of a [`ValueKind::Choice`], each with its name.
    pub choices: Vec<(AttrValue, AttrValue)>,
    /// Draws the value of a [`ValueKind::Found`]: only its page knows where such things are found.
    pub finder: Option<Callback<FinderRequest, Html>>,
}

/// The value of a condition that is found by typing.
#[derive(Debug, Clone, PartialEq)]
pub struct FinderRequest {
    /// What the field is called for screen readers.
    pub label: AttrValue,
    /// What the condition has by now.
    pub value: AttrValue,
    /// It is missing, and that is said beside it.
    pub wrong: bool,
    /// Called with every change.
    pub onchange: Callback<String>,
}

/// How deep groups go here; deeper groups would be unreadable.
const DEEPEST: usize = 3;

#[derive(PartialEq, Properties)]
pub struct Props {
    pub fields: Rc<Vec<FilterField>>,
    pub group: Group,
    pub onchange: Callback<Group>,
    /// Says what is missing beside the fields where it is.
    #[prop_or_default]
    pub strict: bool,
    /// What is done with all of it, in the last line.
    #[prop_or_default]
    pub actions: Html,
}

/// The builder.
#[component]
pub fn FilterBuilder(props: &Props) -> Html {
    html! {
        <div class="rc-filter" data-testid="filter-builder">
            <GroupFields fields={props.fields.clone()} group={props.group.clone()} onchange={props.onchange.clone()} strict={props.strict} depth={1} actions={props.actions.clone()} />
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct GroupProps {
    fields: Rc<Vec<FilterField>>,
    group: Group,
    onchange: Callback<Group>,
    strict: bool,
    depth: usize,
    #[prop_or_default]
    actions: Html,
    #[prop_or_default]
    onremove: Option<Callback<()>>,
}

/// One group, with the groups inside it.
#[component]
fn GroupFields(props: &GroupProps) -> Html {
    let change = |change: Rc<dyn Fn(&mut Group)>| {
        let (group, onchange) = (props.group.clone(), props.onchange.clone());
        move || {
            let mut group = group.clone();
            change(&mut group);
            onchange.emit(group);
        }
    };
    let add = |part: Rc<dyn Fn() -> Option<Part>>| {
        let change = change(Rc::new(move |group| group.parts.extend(part())));
        Callback::from(move |()| change())
    };
    let fresh = {
        let fields = props.fields.clone();
        move || fields.first().map(|field| Part::Is(Condition::begin(field.name, field.kind)))
    };
    let fresh_group = {
        let fresh = fresh.clone();
        move || Some(Part::Group(Group { join: Join::Any, parts: fresh().into_iter().collect() }))
    };
    let onjoin = {
        let (group, onchange) = (props.group.clone(), props.onchange.clone());
        Callback::from(move |code: String| {
            let join = if code == "any" { Join::Any } else { Join::All };
            onchange.emit(Group { join, ..group.clone() });
        })
    };
    let part = |(index, part): (usize, &Part)| {
        let replace = {
            let (group, onchange) = (props.group.clone(), props.onchange.clone());
            move |part: Part| {
                let mut group = group.clone();
                group.parts[index] = part;
                onchange.emit(group);
            }
        };
        let remove = change(Rc::new(move |group: &mut Group| {
            group.parts.remove(index);
        }));
        let onremove = Callback::from(move |()| remove());
        let (fields, strict) = (props.fields.clone(), props.strict);
        match part {
            Part::Is(condition) => {
                let onchange = Callback::from(move |condition| replace(Part::Is(condition)));
                html! { <li><ConditionFields {fields} condition={condition.clone()} {onchange} {onremove} {strict} /></li> }
            }
            Part::Group(group) => {
                let onchange = Callback::from(move |group| replace(Part::Group(group)));
                html! { <li><GroupFields {fields} group={group.clone()} {onchange} {strict} depth={props.depth + 1} onremove={Some(onremove)} /></li> }
            }
        }
    };
    let joins = vec![("all".into(), t!("filter-all").into()), ("any".into(), t!("filter-any").into())];
    let join = if props.group.join == Join::Any { "any" } else { "all" };
    html! {
        <fieldset class="rc-filter__group">
            <legend class="pf-v6-u-screen-reader">{ t!("filter-group") }</legend>
            // One condition alone is not joined to anything.
            <div class="rc-filter__head" hidden={props.group.parts.len() < 2 && props.onremove.is_none()}>
                <Select inline=true label={t!("filter-join")} value={join} options={joins} onchange={onjoin} testid="filter-join" />
                if let Some(onremove) = &props.onremove {
                    <Button small=true look={Look::Plain} icon={Symbol::Close} label={t!("filter-remove-group")} onclick={onremove.clone()} testid="filter-remove-group" />
                }
            </div>
            <ul class="rc-filter__parts" role="list">{ for props.group.parts.iter().enumerate().map(part) }</ul>
            <div class="rc-filter__add">
                <Button small=true look={Look::Link} icon={Symbol::Add} onclick={add(Rc::new(fresh))} testid="filter-add">{ t!("filter-add") }</Button>
                if props.depth < DEEPEST {
                    <Button small=true look={Look::Link} icon={Symbol::Add} onclick={add(Rc::new(fresh_group))} testid="filter-add-group">{ t!("filter-add-group") }</Button>
                }
                if props.actions != Html::default() {
                    <div class="rc-filter__actions">{ props.actions.clone() }</div>
                }
            </div>
        </fieldset>
    }
}
