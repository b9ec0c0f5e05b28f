//! A page of a part of the program that is fetched when it is first needed, so that the first page comes sooner.
//!
//! The table of pages names the part of each page. Only the release build splits the program (feature `split`); in all others the
//! parts are in it from the start.

use futures_util::future::LocalBoxFuture;
use yew::prelude::*;

use crate::api::Failure;
use crate::t;
use crate::ui::{Alert, Button, Look, Section, TextSkeleton, Tone, use_load};

#[derive(PartialEq, Properties)]
pub struct Props {
    /// Fetches the part and draws the page.
    pub load: Callback<(), LocalBoxFuture<'static, Result<Html, Failure>>>,
}

/// The page, once its part is there.
#[component]
pub fn Part(props: &Props) -> Html {
    let load = props.load.clone();
    let page = use_load((), move |(), _| load.emit(()));
    match (&page.data, &page.failure) {
        (Some(page), _) => (**page).clone(),
        (None, None) => html! { <Section><TextSkeleton /></Section> },
        (None, Some(_)) => {
            let actions = html! {
                <Button look={Look::Link} onclick={page.reload.clone()} testid="part-again">{ t!("retry") }</Button>
            };
            html! {
                <Section>
                    <Alert tone={Tone::Danger} title={t!("part-failed")} {actions} testid="part-error">
                        <p>{ t!("part-failed-detail") }</p>
                    </Alert>
                </Section>
            }
        }
    }
}
