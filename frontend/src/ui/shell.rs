//! The frame around every page: masthead, navigation, main part, skip link.

use yew::prelude::*;

use super::menu::AccountMenu;
use super::offline::OfflineNotice;
use super::{Icon, Link, Symbol};
use crate::i18n::Language;
use crate::t;

/// An entry of the navigation.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The address that it leads to.
    pub address: AttrValue,
    pub name: AttrValue,
    pub symbol: Symbol,
    /// Whether one is on its page, or on one below it.
    pub is_current: bool,
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub name: AttrValue,
    pub username: AttrValue,
    pub entries: Vec<Entry>,
    /// The address of the person's own account.
    pub account: AttrValue,
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
    let (main, toggler) = (use_node_ref(), use_node_ref());
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    // Where the navigation lies over the page, pointing or tabbing into the page puts it away, as following a link does.
    let away = {
        let open = open.setter();
        Callback::from(move |()| open.set(false))
    };
    let onkeydown = {
        let (open, toggler) = (open.clone(), toggler.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && *open {
                open.set(false);
                focus_on(&toggler);
            }
        })
    };
    let skip = {
        let main = main.clone();
        Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            focus_on(&main);
        })
    };
    html! {
        <div class="pf-v6-c-page" {onkeydown}>
            <a class="rc-skip pf-v6-c-button pf-m-primary" href="#main" onclick={skip}>{ t!("skip-to-content") }</a>
            { masthead(props, &toggler, *open, toggle) }
            <div id="navigation" class={classes!("pf-v6-c-page__sidebar", "rc-sidebar", open.then_some("pf-m-expanded"))}>
                <div class="pf-v6-c-page__sidebar-body">
                    <nav class="pf-v6-c-nav" aria-label={t!("navigation")}>
                        <ul class="pf-v6-c-nav__list" role="list">
                            { for props.entries.iter().map(|entry| item(entry, &away)) }
                        </ul>
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

fn focus_on(node: &NodeRef) {
    if let Some(element) = node.cast::<web_sys::HtmlElement>() {
        // An element that can't take the focus leaves it where it is.
        let _ = element.focus();
    }
}

fn masthead(props: &Props, toggler: &NodeRef, open: bool, toggle: Callback<MouseEvent>) -> Html {
    html! {
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
                <AccountMenu
                    name={props.name.clone()}
                    username={props.username.clone()}
                    account={props.account.clone()}
                    onlanguage={props.onlanguage.clone()}
                    onsignout={props.onsignout.clone()}
                />
            </div>
        </header>
    }
}

fn item(entry: &Entry, onclick: &Callback<()>) -> Html {
    html! {
        <li class="pf-v6-c-nav__item">
            <Link
                to={&entry.address}
                class={classes!("pf-v6-c-nav__link", entry.is_current.then_some("pf-m-current"))}
                current={entry.is_current}
                {onclick}
                testid={format!("nav{}", entry.address.replace('/', "-"))}
            >
                <span class="pf-v6-c-nav__link-icon"><Icon symbol={entry.symbol} /></span>
                <span class="pf-v6-c-nav__link-text">{ &entry.name }</span>
            </Link>
        </li>
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
