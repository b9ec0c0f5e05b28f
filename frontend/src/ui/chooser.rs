//! Which columns a table shows, and how dense it is.

use std::collections::BTreeSet;

use yew::prelude::*;

use super::{Button, Check, Density, Dialog, Look, Select};
use crate::t;

/// A column that can be shown or not.
#[derive(Debug, Clone, PartialEq)]
pub struct Choosable {
    /// Its name in the address.
    pub code: String,
    /// Its heading.
    pub title: String,
    /// Always there, because it names the row.
    pub fixed: bool,
    /// One of those of which there is room for only so many.
    pub limited: bool,
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub columns: Vec<Choosable>,
    /// Those that are shown.
    pub shown: Vec<String>,
    /// Those that are shown usually.
    pub usual: Vec<String>,
    pub density: Density,
    /// How many columns can be shown of those that are limited.
    #[prop_or(usize::MAX)]
    pub most: usize,
    pub onclose: Callback<()>,
    /// Called with the columns to show, in the table's order, and the density.
    pub onchange: Callback<(Vec<String>, Density)>,
}

fn code_of(density: Density) -> &'static str {
    match density {
        Density::Compact => "compact",
        Density::Comfortable => "comfortable",
    }
}

/// The dialog.
#[component]
pub fn ColumnChooser(props: &Props) -> Html {
    let shown = use_state(|| props.shown.iter().cloned().collect::<BTreeSet<String>>());
    let density = use_state_eq(|| props.density);
    let column = |column: &Choosable| {
        let onchange = {
            let (shown, code) = (shown.clone(), column.code.clone());
            Callback::from(move |wanted: bool| {
                let mut now = (*shown).clone();
                if wanted {
                    now.insert(code.clone())
                } else {
                    now.remove(&code)
                };
                shown.set(now);
            })
        };
        let checked = shown.contains(&column.code);
        html! { <li><Check label={column.title.clone()} {checked} {onchange} testid={format!("column-{}", column.code)} /></li> }
    };
    let densities = [Density::Compact, Density::Comfortable].map(|density| {
        let name = match density {
            Density::Compact => t!("density-compact"),
            Density::Comfortable => t!("density-comfortable"),
        };
        (AttrValue::Static(code_of(density)), AttrValue::from(name))
    });
    let ondensity = {
        let density = density.setter();
        Callback::from(move |code: String| {
            density.set(if code == "comfortable" { Density::Comfortable } else { Density::Compact });
        })
    };
    let usual = {
        let (shown, density, usual) = (shown.setter(), density.setter(), props.usual.clone());
        Callback::from(move |()| {
            shown.set(usual.iter().cloned().collect());
            density.set(Density::Compact);
        })
    };
    let save = {
        let (columns, onchange, onclose) = (props.columns.clone(), props.onchange.clone(), props.onclose.clone());
        let (shown, density) = (shown.clone(), *density);
        Callback::from(move |()| {
            let wanted = columns.iter().filter(|column| column.fixed || shown.contains(&column.code));
            onclose.emit(());
            onchange.emit((wanted.map(|column| column.code.clone()).collect(), density));
        })
    };
    let limited = || props.columns.iter().filter(|column| column.limited);
    let wanted = limited().filter(|column| shown.contains(&column.code)).count();
    let reason = (wanted > props.most).then(|| t!("columns-too-many", count = wanted - props.most));
    let footer = html! {
        <>
            <Button look={Look::Primary} onclick={save} reason={reason.map(AttrValue::from)} testid="columns-save">{ t!("columns-save") }</Button>
            <Button look={Look::Link} onclick={props.onclose.clone()}>{ t!("cancel") }</Button>
            <Button look={Look::Link} onclick={usual} testid="columns-usual">{ t!("columns-usual") }</Button>
        </>
    };
    html! {
        <Dialog title={t!("columns-title")} onclose={props.onclose.clone()} {footer} testid="columns-dialog">
            <p class="rc-paragraph">{ t!("columns-what") }</p>
            if limited().count() > props.most {
                <p class="rc-paragraph" data-testid="columns-most">{ t!("columns-most", count = props.most) }</p>
            }
            <ul class="rc-columns" role="list">{ for props.columns.iter().filter(|column| !column.fixed).map(column) }</ul>
            <Select label={t!("density")} value={code_of(*density)} options={densities.to_vec()} onchange={ondensity} testid="density" />
        </Dialog>
    }
}
