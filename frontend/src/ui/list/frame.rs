//! The frame around a list's table: the head of its page, what narrows it, and its states without rows.

use yew::prelude::*;

use crate::api::Failure;
use crate::t;
use crate::ui::{Empty, PageHeader, ProblemAlert, SearchBox, Section, TableSkeleton};

/// How a list stands.
#[derive(Debug, Clone, PartialEq)]
pub enum ListState {
    /// The first answer is on its way.
    Loading,
    /// There is no answer.
    Failed(Failure),
    /// The person may not see it.
    Forbidden,
    /// There is nothing at all.
    Empty,
    /// Nothing of what there is fits.
    NoneFound,
    /// There are rows.
    Rows,
}

#[derive(PartialEq, Properties)]
pub struct BodyProps {
    pub state: ListState,
    pub reload: Callback<()>,
    /// What its parts are called in tests: `<name>-error`.
    pub name: &'static str,
    /// How many rows stand in for those that are on their way.
    #[prop_or(8)]
    pub rows: usize,
    /// Drawn where there is nothing at all.
    #[prop_or_default]
    pub empty: Html,
    /// Drawn where nothing fits.
    #[prop_or_default]
    pub none_found: Html,
    /// The table and its pager.
    pub children: Html,
}

/// The table of a list, or what takes its place.
#[component]
pub fn ListBody(props: &BodyProps) -> Html {
    match &props.state {
        ListState::Loading => html! { <TableSkeleton rows={props.rows} /> },
        ListState::Failed(failure) => {
            let testid = format!("{}-error", props.name);
            html! { <ProblemAlert failure={failure.clone()} retry={props.reload.clone()} {testid} /> }
        }
        ListState::Forbidden => html! {
            <Empty title={t!("forbidden")} testid={format!("{}-forbidden", props.name)}>{ t!("forbidden-detail") }</Empty>
        },
        ListState::Empty => props.empty.clone(),
        ListState::NoneFound => props.none_found.clone(),
        ListState::Rows => props.children.clone(),
    }
}

#[derive(PartialEq, Properties)]
pub struct ToolbarProps {
    /// What the bar is for.
    pub label: AttrValue,
    /// What its parts are called in tests: `<name>-search`, `<name>-total`.
    pub name: &'static str,
    pub search_label: AttrValue,
    /// What is searched for now.
    pub value: AttrValue,
    pub onsearch: Callback<String>,
    /// How many there are, in words.
    pub total: Option<AttrValue>,
    /// What else narrows the list.
    #[prop_or_default]
    pub children: Html,
}

/// What narrows a list, above it.
#[component]
pub fn ListToolbar(props: &ToolbarProps) -> Html {
    html! {
        <div class="rc-toolbar" role="search" aria-label={&props.label}>
            <SearchBox
                label={props.search_label.clone()}
                value={props.value.clone()}
                onsearch={props.onsearch.clone()}
                testid={format!("{}-search", props.name)}
            />
            { props.children.clone() }
            <span class="rc-toolbar__total" role="status" data-testid={format!("{}-total", props.name)}>
                { props.total.clone().unwrap_or_default() }
            </span>
        </div>
    }
}

#[derive(PartialEq, Properties)]
pub struct PageProps {
    pub title: AttrValue,
    /// Tells the head of one list from that of another on the same path: the newer one is then announced.
    #[prop_or_default]
    pub head: &'static str,
    /// Address and name of the page above, where the list is not a page of its own.
    #[prop_or_default]
    pub above: Option<(AttrValue, AttrValue)>,
    /// Says what the list is for.
    #[prop_or_default]
    pub lead: Option<AttrValue>,
    /// Stands beside the title.
    #[prop_or_default]
    pub aside: Html,
    /// Stands below the title.
    #[prop_or_default]
    pub below: Html,
    #[prop_or_default]
    pub actions: Html,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
    /// The dialog that is open.
    #[prop_or_default]
    pub over: Html,
    /// What narrows the list, its body, and what belongs below it.
    pub children: Html,
}

/// The page of a list.
#[component]
pub fn ListPage(props: &PageProps) -> Html {
    html! {
        <>
            <PageHeader
                key={props.head}
                title={props.title.clone()}
                above={props.above.clone()}
                aside={props.aside.clone()}
                actions={props.actions.clone()}
            >
                if let Some(lead) = &props.lead {
                    <p class="rc-lead">{ lead }</p>
                }
                { props.below.clone() }
            </PageHeader>
            <Section testid={props.testid.clone()}>{ props.children.clone() }</Section>
            { props.over.clone() }
        </>
    }
}
