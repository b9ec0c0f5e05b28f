//! The frame around every page: masthead, navigation, main part, skip link.

use yew::prelude::*;

use super::menu::AccountMenu;
use super::offline::OfflineNotice;
use super::{Icon, Link, Symbol};
use crate::i18n::Language;
use crate::router::Route;
use crate::t;

#[derive(PartialEq, Properties)]
pub struct Props {
    pub name: AttrValue,
    pub username: AttrValue,
    /// The page that is open.
    pub route: Route,
    /// The pages that the person may open: route, name, icon.
    pub pages: Vec<(Route, AttrValue, Symbol)>,
    /// What the masthead holds besides the account menu: a search, work under way.
    pub search: Html,
    pub tools: Html,
    pub onlanguage: Callback<Language>,
    pub onsignout: Callback<()>,
    pub children: Html,
}

/// The frame.
#[component]
pub fn Shell(props: &Props) -> Html {
    let open = use_state_eq(|| false);
    let main = use_node_ref();
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let fold = {
        let open = open.clone();
        Callback::from(move |()| open.set(false))
    };
    let toggler = use_node_ref();
    let onkeydown = {
        let (open, toggler) = (open.clone(), toggler.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && *open {
                open.set(false);
                if let Some(button) = toggler.cast::<web_sys::HtmlElement>() {
                    let _ = button.focus();
                }
            }
        })
    };
    // Where the navigation lies over the page, pointing or tabbing into the page puts it away.
    let away = {
        let open = open.setter();
        Callback::from(move |()| open.set(false))
    };
    let skip = {
        let main = main.clone();
        Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            if let Some(main) = main.cast::<web_sys::HtmlElement>() {
                let _ = main.focus();
            }
        })
    };
    let item = |(route, name, symbol): &(Route, AttrValue, Symbol)| {
        let current = belongs(&props.route, route);
        html! {
            <li class="pf-v6-c-nav__item">
                <Link
                    to={route.path()}
                    class={classes!("pf-v6-c-nav__link", current.then_some("pf-m-current"))}
                    {current}
                    onclick={fold.clone()}
                    testid={format!("nav{}", route.path().replace('/', "-"))}
                >
                    <span class="pf-v6-c-nav__link-icon"><Icon symbol={*symbol} /></span>
                    <span class="pf-v6-c-nav__link-text">{ name }</span>
                </Link>
            </li>
        }
    };
    html! {
        <div class="pf-v6-c-page" {onkeydown}>
            <a class="rc-skip pf-v6-c-button pf-m-primary" href="#main" onclick={skip}>{ t!("skip-to-content") }</a>
            <header class="pf-v6-c-masthead pf-m-display-inline rc-masthead">
                <div class="pf-v6-c-masthead__main">
                    <span class="pf-v6-c-masthead__toggle rc-nav-toggle">
                        <button
                            ref={toggler}
                            type="button"
                            class="pf-v6-c-button pf-m-plain"
                            aria-label={t!("navigation")}
                            aria-expanded={open.to_string()}
                            aria-controls="navigation"
                            onclick={toggle}
                            data-testid="nav-toggle"
                        >
                            <Icon symbol={Symbol::Menu} />
                        </button>
                    </span>
                    <div class="pf-v6-c-masthead__brand">
                        <Link to="/" class="rc-brand"><Mark /><span>{ t!("product") }</span></Link>
                    </div>
                </div>
                <div class="pf-v6-c-masthead__content rc-masthead__content">
                    <div class="rc-masthead__search" role="search">{ props.search.clone() }</div>
                    { props.tools.clone() }
                    <AccountMenu name={props.name.clone()} username={props.username.clone()} onlanguage={props.onlanguage.clone()} onsignout={props.onsignout.clone()} />
                </div>
            </header>
            <div id="navigation" class={classes!("pf-v6-c-page__sidebar", "rc-sidebar", open.then_some("pf-m-expanded"))}>
                <div class="pf-v6-c-page__sidebar-body">
                    <nav class="pf-v6-c-nav" aria-label={t!("navigation")}>
                        <ul class="pf-v6-c-nav__list" role="list">{ for props.pages.iter().map(item) }</ul>
                    </nav>
                </div>
            </div>
            <div
                class="pf-v6-c-page__main-container"
                onmousedown={away.reform(|_: MouseEvent| ())}
                onfocusin={away.reform(|_: FocusEvent| ())}
            >
                <main ref={main} id="main" class="pf-v6-c-page__main" tabindex="-1">
                    <OfflineNotice />
                    { props.children.clone() }
                </main>
            </div>
        </div>
    }
}

/// Whether a page is part of what an entry of the navigation leads to.
fn belongs(page: &Route, entry: &Route) -> bool {
    match entry {
        Route::Users => matches!(page, Route::Users | Route::Person(_)),
        Route::Batches => matches!(page, Route::Batches | Route::NewBatch | Route::Batch(_)),
        other => page == other,
    }
}

/// The product's mark.
#[component]
pub fn Mark() -> Html {
    html! {
        <svg class="rc-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <rect width="32" height="32" rx="7" />
            <path d="M7 11l2.5 2.5L14 9M7 21l2.5 2.5L14 19M18 12h7M18 22h7" />
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_belongs_to_the_batches() {
        assert!(belongs(&Route::Batch("1".to_owned()), &Route::Batches));
        assert!(belongs(&Route::NewBatch, &Route::Batches));
        assert!(!belongs(&Route::Users, &Route::Batches));
    }
}
