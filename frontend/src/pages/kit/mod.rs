//! Every part that pages are made of, in every state: for those who build pages, and for the checks
//! that look at each state by itself. In debug builds only, at `/kit`; its words are not translated.

mod feedback;
mod flow;
mod forms;
mod tables;

use yew::prelude::*;

use crate::i18n::Language;
use crate::ui::{Entry, Heading, PageHeader, Section, Shell, Symbol};

/// The page.
#[component]
pub fn KitPage() -> Html {
    let entry = |address: &'static str, name: &'static str, symbol, is_current| Entry {
        address: address.into(),
        name: name.into(),
        symbol,
        is_current,
    };
    let entries =
        vec![entry("/kit", "Kit", Symbol::Columns, true), entry("/users", "Another page", Symbol::People, false)];
    html! {
        <Shell
            name="Anna Berg"
            username="anna"
            {entries}
            account="/account"
            search={html! { <flow::Search /> }}
            tools={html! { <flow::Tools /> }}
            onlanguage={Callback::<Language>::noop()}
            onsignout={Callback::noop()}
        >
            <PageHeader title="Kit of parts" above={Some(("/users".into(), "The page above".into()))}>
                <p class="rc-lead">{ "Each part in each of its states." }</p>
            </PageHeader>
            <Section testid="kit">
                <feedback::Buttons />
                <feedback::Notices />
                <forms::Fields />
                <forms::Filter />
                <tables::Tables />
                <tables::Lists />
                <flow::Steps />
                <flow::Dialogs />
                <feedback::Figures />
            </Section>
        </Shell>
    }
}

#[derive(PartialEq, Properties)]
struct GroupProps {
    title: AttrValue,
    children: Html,
}

/// Parts of one kind under their name.
#[component]
fn Group(props: &GroupProps) -> Html {
    html! {
        <section class="rc-card" data-testid={format!("kit-{}", props.title.to_lowercase().replace(' ', "-"))}>
            <Heading>{ &props.title }</Heading>
            { props.children.clone() }
        </section>
    }
}
