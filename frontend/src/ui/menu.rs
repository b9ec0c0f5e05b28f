//! The account menu: who one is, how the console looks and what it speaks, and the way out.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::focus::{self, Goes};
use super::theme::Theme;
use super::{Button, Icon, Link, Look, Select, Symbol, Toast, use_toaster};
use crate::i18n::{Language, find, language, spoken};
use crate::t;

#[derive(PartialEq, Properties)]
pub struct Props {
    pub name: AttrValue,
    pub username: AttrValue,
    /// The address of the person's own account.
    pub account: AttrValue,
    /// Called once another language is spoken, for all to be drawn anew.
    pub onlanguage: Callback<Language>,
    pub onsignout: Callback<()>,
}

/// A button that discloses a panel; Escape and leaving it close it.
#[component]
pub fn AccountMenu(props: &Props) -> Html {
    let open = use_state_eq(|| false);
    let button = use_node_ref();
    let frame = use_node_ref();
    let panel_id = super::field::use_unique_id("account");
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let onkeydown = {
        let (open, button) = (open.clone(), button.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && *open {
                open.set(false);
                if let Some(button) = button.cast::<web_sys::HtmlElement>() {
                    let _ = button.focus();
                }
            }
        })
    };
    let onfocusout = {
        let (open, frame) = (open.clone(), frame.clone());
        Callback::from(move |event: FocusEvent| {
            if focus::goes(&event, &frame) == Goes::Elsewhere {
                open.set(false);
            }
        })
    };
    let close = {
        let open = open.setter();
        Callback::from(move |()| open.set(false))
    };
    html! {
        <div class="rc-account" ref={frame} {onkeydown} {onfocusout}>
            <button
                ref={button}
                type="button"
                class={classes!("pf-v6-c-menu-toggle", "pf-m-plain", "pf-m-text", open.then_some("pf-m-expanded"))}
                aria-expanded={open.to_string()}
                aria-controls={panel_id.clone()}
                onclick={toggle}
                data-testid="account-menu"
            >
                <span class="pf-v6-u-screen-reader">{ t!("account-menu") }{ " " }</span>
                <span class="pf-v6-c-menu-toggle__text">{ &props.name }</span>
                <span class="pf-v6-c-menu-toggle__controls"><Icon symbol={Symbol::Down} /></span>
            </button>
            <div class="rc-account__panel" id={panel_id} hidden={!*open}>
                <p>{ t!("signed-in-as") }<br /><strong>{ &props.username }</strong></p>
                <Link to={&props.account} onclick={close} testid="my-account">{ t!("account") }</Link>
                <Themes />
                <LanguageSelect onlanguage={props.onlanguage.clone()} />
                <Button look={Look::Secondary} onclick={props.onsignout.clone()} testid="sign-out">{ t!("sign-out") }</Button>
            </div>
        </div>
    }
}

/// How the console looks.
#[component]
fn Themes() -> Html {
    let theme = use_state_eq(Theme::stored);
    let choice = |option: Theme| {
        let theme = theme.clone();
        let checked = *theme == option;
        let onchange = Callback::from(move |_: Event| {
            option.choose();
            theme.set(option);
        });
        let name = find(&format!("theme-{}", option.code()), &[]).unwrap_or_default();
        html! {
            <label class="rc-choice">
                <input type="radio" name="theme" value={option.code()} {checked} {onchange} data-testid={format!("theme-{}", option.code())} />
                { name }
            </label>
        }
    };
    html! {
        <fieldset class="rc-choices">
            <legend>{ t!("theme") }</legend>
            { for Theme::ALL.into_iter().map(choice) }
        </fieldset>
    }
}

#[derive(PartialEq, Properties)]
struct LanguageProps {
    onlanguage: Callback<Language>,
}

/// What the console speaks.
#[component]
fn LanguageSelect(props: &LanguageProps) -> Html {
    let languages: Vec<(AttrValue, AttrValue)> =
        Language::OFFERED.map(|language| (language.code().into(), language.name().into())).to_vec();
    let language = use_state_eq(spoken);
    let toaster = use_toaster();
    let onchange = {
        let (onlanguage, language) = (props.onlanguage.clone(), language.clone());
        Callback::from(move |code: String| {
            let Some(chosen) = Language::of(&code) else { return };
            let (onlanguage, language, toaster) = (onlanguage.clone(), language.clone(), toaster.clone());
            language.set(chosen);
            spawn_local(async move {
                if language::choose(chosen).await {
                    onlanguage.emit(chosen);
                } else {
                    language.set(spoken());
                    toaster.emit(Toast::danger(t!("language-failed")));
                }
            });
        })
    };
    html! { <Select label={t!("language")} value={language.code()} options={languages} {onchange} testid="language" /> }
}
