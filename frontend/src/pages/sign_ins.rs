//! A table of sign-ins: where a user is signed in, with which program, since when.

use rollcall_wire::auth::SessionInfo;
use yew::prelude::*;

use crate::i18n::format;
use crate::t;
use crate::ui::{Badge, Button, Cell, Column, Hue, Row, Table};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub caption: AttrValue,
    pub sessions: Vec<SessionInfo>,
    /// Ends one of them; not the one that asks.
    #[prop_or_default]
    pub onend: Option<Callback<SessionInfo>>,
}

/// Programs by what they say of themselves, the more special ones first: most say that they are others too.
const PROGRAMS: [(&str, &str); 8] = [
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
    ("python", "Python"),
    ("PowerShell", "PowerShell"),
];
const SYSTEMS: [(&str, &str); 6] = [
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iPadOS"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
];

/// The program in words that people know; as it came, where it is not known.
fn program(user_agent: &str) -> String {
    let find = |known: &[(&str, &'static str)]| {
        known.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name)
    };
    match (find(&PROGRAMS), find(&SYSTEMS)) {
        (Some(program), Some(system)) => t!("program-on", program = program, system = system),
        (Some(program), None) => program.to_owned(),
        (None, _) => user_agent.to_owned(),
    }
}

/// The table.
#[component]
pub fn SignInsTable(props: &Props) -> Html {
    let titles = [t!("session-program"), t!("session-address"), t!("session-began"), t!("session-last")];
    let mut columns = titles.map(Column::new).to_vec();
    if props.onend.is_some() {
        columns.push(Column::new(t!("actions")).quiet());
    }
    let row = |session: &SessionInfo| {
        let user_agent = session.user_agent.clone().unwrap_or_default();
        let name = program(&user_agent);
        let end = props.onend.as_ref().map(|onend| {
            let (onend, ended) = (onend.clone(), session.clone());
            let onclick = Callback::from(move |()| onend.emit(ended.clone()));
            let label = t!("session-end-named", program = name.clone());
            html! {
                <Cell label={t!("actions")} class="rc-actions">
                    if !session.current {
                        <Button small=true {label} {onclick} testid="session-end">{ t!("session-end") }</Button>
                    }
                </Cell>
            }
        });
        html! {
            <Row key={session.id.clone()} testid="session" of={session.id.clone()}>
                <Cell heads=true label={t!("session-program")}>
                    <span title={user_agent.clone()}>{ name.clone() }</span>
                    if session.current {
                        <span class="rc-beside" data-testid="session-current"><Badge hue={Hue::Good} text={t!("session-current")} /></span>
                    }
                </Cell>
                <Cell label={t!("session-address")}>{ session.address.clone().unwrap_or_default() }</Cell>
                <Cell label={t!("session-began")} class="rc-when">{ format::moment(&session.created_at) }</Cell>
                <Cell label={t!("session-last")} class="rc-when">{ format::moment(&session.last_renewed_at) }</Cell>
                { end.unwrap_or_default() }
            </Row>
        }
    };
    html! { <Table caption={props.caption.clone()} {columns} testid="sessions">{ for props.sessions.iter().map(row) }</Table> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_named_as_people_know_them() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/156.0 Safari/537.36 Edg/156.0";
        assert_eq!(program(edge), "Edge on Windows");
        assert_eq!(
            program("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
            "Firefox on Linux"
        );
        assert_eq!(program("curl/8.5.0"), "curl");
        assert_eq!(program("an HR system 4"), "an HR system 4");
    }
}
