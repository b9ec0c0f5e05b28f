//! How one is told of one kind of thing.

use rollcall_wire::mail::NotificationKind;
use yew::prelude::*;

use crate::i18n::find;
use crate::t;
use crate::ui::Select;

/// What a kind of thing is called.
pub fn kind_name(kind: &str) -> String {
    find(&format!("notify-{}", kind.replace('_', "-")), &[]).unwrap_or_else(|| kind.replace('_', " "))
}

/// What a way of being told is called.
pub fn choice_name(choice: &str) -> String {
    kind_name(choice)
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub kind: NotificationKind,
    pub onchange: Callback<Option<String>>,
}

/// The field; the words alone where the site leaves no choice.
#[component]
pub fn ChoiceField(props: &Props) -> Html {
    let kind = &props.kind;
    let testid = format!("notify-{}", kind.kind.replace('_', "-"));
    if kind.locked {
        return html! {
            <div data-testid={testid}>
                <strong>{ kind_name(&kind.kind) }</strong>
                <p>{ choice_name(&kind.choice) }</p>
                <p class="rc-quiet" data-testid="notify-locked">{ t!("notify-locked") }</p>
            </div>
        };
    }
    let option = |choice: &String| (AttrValue::from(choice.clone()), AttrValue::from(choice_name(choice)));
    let options: Vec<(AttrValue, AttrValue)> = kind.choices.iter().map(option).collect();
    let help = t!("notify-default", choice = choice_name(&kind.default));
    let onchange = props.onchange.reform(Some);
    html! {
        <Select label={kind_name(&kind.kind)} {help} value={kind.choice.clone()} {options} {onchange} {testid} />
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_and_choice_of_this_server_has_its_words() {
        for code in ["direct_message", "bulk_message", "batch_ended", "in_app", "email", "daily", "weekly", "off"] {
            assert_ne!(kind_name(code), code.replace('_', " "), "{code}");
        }
        assert_eq!(choice_name("brand_new"), "brand new");
    }
}
