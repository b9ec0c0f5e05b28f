//! One condition: field, operator, values.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::super::{Button, Check, Look, Select, Symbol};
use super::{FilterField, FinderRequest};
use crate::filter::{Absence, Condition, Operator, Span, Unit, ValueKind};
use crate::i18n::find;
use crate::t;

#[derive(PartialEq, Properties)]
pub struct Props {
    pub fields: Rc<Vec<FilterField>>,
    pub condition: Condition,
    pub onchange: Callback<Condition>,
    pub onremove: Callback<()>,
    pub strict: bool,
}

/// What an operator is called for a kind of field.
fn operator_name(operator: Operator) -> AttrValue {
    find(&format!("operator-{}", operator.code()), &[]).unwrap_or_default().into()
}

impl Props {
    fn field(&self) -> Option<&FilterField> {
        self.fields.iter().find(|field| field.name == self.condition.field)
    }

    fn kind(&self) -> ValueKind {
        self.field().map_or(ValueKind::Text, |field| field.kind)
    }

    fn title(&self) -> String {
        self.field().map_or_else(|| self.condition.field.clone(), |field| field.title.clone())
    }

    /// Whether it has to be said that a value is missing.
    fn is_missing(&self) -> bool {
        self.strict && self.condition.is_unfinished()
    }

    fn value(&self, index: usize) -> String {
        self.condition.values.get(index).cloned().unwrap_or_default()
    }

    /// Sets a value.
    fn set(&self, index: usize) -> Callback<String> {
        let (condition, onchange) = (self.condition.clone(), self.onchange.clone());
        Callback::from(move |value: String| {
            let mut condition = condition.clone();
            if let Some(slot) = condition.values.get_mut(index) {
                *slot = value;
            }
            onchange.emit(condition);
        })
    }
}

/// The fields of a condition in a row.
#[component]
pub fn ConditionFields(props: &Props) -> Html {
    let (condition, kind, title) = (&props.condition, props.kind(), props.title());
    let fields: Vec<(AttrValue, AttrValue)> =
        props.fields.iter().map(|field| (field.name.into(), field.title.clone().into())).collect();
    let onfield = {
        let (fields, onchange, before) = (props.fields.clone(), props.onchange.clone(), condition.clone());
        Callback::from(move |name: String| {
            if let Some(field) = fields.iter().find(|field| field.name == name) {
                let fresh = Condition::begin(field.name, field.kind);
                // A text that was typed is meant for the other field too.
                let keeps = kind == ValueKind::Text && field.kind == ValueKind::Text;
                onchange.emit(if keeps { Condition { field: name, ..before.clone() } } else { fresh });
            }
        })
    };
    let operators =
        kind.operators().iter().map(|operator| (operator.code().into(), operator_name(*operator))).collect::<Vec<_>>();
    let onoperator = {
        let (condition, onchange) = (condition.clone(), props.onchange.clone());
        Callback::from(move |code: String| {
            if let Some(operator) = kind.operators().iter().find(|operator| operator.code() == code) {
                onchange.emit(condition.clone().with_operator(*operator, kind));
            }
        })
    };
    let onabsent = {
        let (condition, onchange) = (condition.clone(), props.onchange.clone());
        Callback::from(move |or_absent| onchange.emit(Condition { or_absent, ..condition.clone() }))
    };
    html! {
        <div class="rc-filter__condition" data-testid="filter-condition">
            <Select inline=true quiet=true label={t!("filter-field")} value={condition.field.clone()} options={fields} onchange={onfield} testid="filter-field" />
            <Select inline=true quiet=true label={t!("filter-operator", field = title.clone())} value={condition.operator.code()} options={operators} onchange={onoperator} testid="filter-operator" />
            { values(props) }
            <Button small=true look={Look::Plain} icon={Symbol::Close} label={t!("filter-remove", field = title)} onclick={props.onremove.clone()} testid="filter-remove" />
            if props.is_missing() {
                <span class="rc-filter__missing">{ t!("filter-missing") }</span>
            }
            if let Some((label, left_out)) = of_absent(condition.operator, kind) {
                <div class="rc-filter__absent">
                    <Check {label} help={(!condition.or_absent).then_some(left_out)} checked={condition.or_absent} onchange={onabsent} testid="filter-or-absent" />
                </div>
            }
        </div>
    }
}

/// The values, as the operator and the kind of field have them.
fn values(props: &Props) -> Html {
    let title = props.title();
    match (props.condition.operator, props.kind()) {
        (Operator::InTheLast | Operator::NotInTheLast, _) => {
            html! { <SpanFields text={props.value(0)} onchange={props.set(0)} label={title} /> }
        }
        (operator, _) if operator.values() == 0 => Html::default(),
        (_, ValueKind::Choice) => {
            let mut choices = props.field().map(|field| field.choices.clone()).unwrap_or_default();
            choices.insert(0, ("".into(), t!("filter-choose").into()));
            html! { <Select inline=true quiet=true label={t!("filter-value", field = title)} value={props.value(0)} options={choices} onchange={props.set(0)} testid="filter-value" /> }
        }
        (_, ValueKind::Found) => {
            let label = t!("filter-value", field = title).into();
            let wrong = props.is_missing();
            let wanted = FinderRequest { label, value: props.value(0).into(), wrong, onchange: props.set(0) };
            let finder = props.field().and_then(|field| field.finder.as_ref());
            finder.map(|finder| finder.emit(wanted)).unwrap_or_default()
        }
        (operator, _) => html! {
            <>
                { input(props, 0) }
                if operator.values() == 2 {
                    <span>{ t!("filter-and") }</span>
                    { input(props, 1) }
                }
            </>
        },
    }
}

/// A text or a day.
fn input(props: &Props, index: usize) -> Html {
    let oninput = props.set(index).reform(|event: InputEvent| {
        event.target_dyn_into::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default()
    });
    let label =
        if index == 0 { t!("filter-value", field = props.title()) } else { t!("filter-until", field = props.title()) };
    let kind = if matches!(props.kind(), ValueKind::Time(_)) { "date" } else { "text" };
    let value = props.value(index);
    let wrong = props.is_missing() && value.trim().is_empty();
    html! {
        <span class={classes!("pf-v6-c-form-control", "rc-filter__value", wrong.then_some("pf-m-error"))}>
            <input type={kind} aria-label={label} {value} {oninput} aria-invalid={wrong.then_some("true")} autocomplete="off" autocapitalize="none" spellcheck="false" data-testid="filter-value" />
        </span>
    }
}

/// What a condition on early times says about those who have no time at all: how to take them in, and that they are left
/// out.
fn of_absent(operator: Operator, kind: ValueKind) -> Option<(String, String)> {
    match kind {
        ValueKind::Time(Absence::Never) if operator.leaves_out_absent() => {
            Some((t!("filter-or-never"), t!("filter-without-never")))
        }
        ValueKind::Time(Absence::Open) if operator.leaves_out_absent() => {
            Some((t!("filter-or-open"), t!("filter-without-open")))
        }
        _ => None,
    }
}

#[derive(PartialEq, Properties)]
struct SpanProps {
    text: String,
    label: String,
    onchange: Callback<String>,
}

/// A number and a unit of time.
#[component]
fn SpanFields(props: &SpanProps) -> Html {
    let span = Span::read(&props.text).unwrap_or(Span::USUAL);
    let oncount = props.onchange.reform(move |event: InputEvent| {
        let typed = event.target_dyn_into::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default();
        // No number is no span: the condition is then unfinished.
        typed.parse().map_or_else(|_| String::new(), |count| Span { count, ..span }.text())
    });
    let onunit =
        props.onchange.reform(move |code: String| Span { unit: Unit::of(&code).unwrap_or(span.unit), ..span }.text());
    let unit = |unit: Unit| {
        let name = find(&format!("unit-{}", unit.code()), &[("count", span.count.into())]).unwrap_or_default();
        (AttrValue::Static(unit.code()), AttrValue::from(name))
    };
    let count = if props.text.is_empty() { String::new() } else { span.count.to_string() };
    html! {
        <>
            <span class="pf-v6-c-form-control rc-filter__count">
                <input type="number" min="1" max="9999" aria-label={t!("filter-count", field = props.label.clone())} value={count} oninput={oncount} data-testid="filter-value" />
            </span>
            <Select inline=true quiet=true label={t!("filter-unit")} value={span.unit.code()} options={Unit::ALL.map(unit).to_vec()} onchange={onunit} testid="filter-unit" />
        </>
    }
}
