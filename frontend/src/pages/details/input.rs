//! One detail's field.

use std::rc::Rc;

use yew::prelude::*;

use super::kinds::{Detail, InputKind};
use crate::i18n::format;
use crate::t;
use crate::ui::{Select, TextArea, TextField};

/// Countries by ISO 3166-1.
const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV \
    BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO \
    FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP \
    KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU \
    MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB \
    SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY \
    UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";
/// Languages that people ask for, by BCP 47.
const LANGUAGES: &str = "ar bg bn ca cs cy da de de-AT de-CH el en en-AU en-CA en-GB en-IE en-US es es-MX et eu fa fi fr fr-CA fr-CH \
    ga gl he hi hr hu id is it ja ko lt lv mk mt nb nl nl-BE nn pl pt pt-BR ro ru sk sl sq sr sv th tr uk ur vi zh-Hans zh-Hant";

type Options = Vec<(AttrValue, AttrValue)>;

/// Codes with their names, in the order of the names.
fn named(codes: &str, name: fn(&str) -> String) -> Options {
    let named = codes.split_whitespace().map(|code| (code.to_owned().into(), name(code).into()));
    let mut options: Options = named.collect();
    options.sort_by_key(|(_, name): &(AttrValue, AttrValue)| name.to_lowercase());
    options
}

/// The values to choose from, with none at all in front; what the account has is among them, whatever it is.
fn options(kind: &InputKind, value: &str) -> Options {
    let plain = |texts: &[String]| texts.iter().map(|text| (text.clone().into(), text.clone().into())).collect();
    let mut options: Options = match kind {
        InputKind::Country => named(COUNTRIES, format::country),
        InputKind::Language => named(LANGUAGES, format::language),
        InputKind::Timezone => plain(&format::timezones()),
        InputKind::Choice(choices) => plain(choices),
        InputKind::YesNo => vec![("true".into(), t!("value-yes").into()), ("false".into(), t!("value-no").into())],
        _ => Vec::new(),
    };
    if !value.is_empty() && !options.iter().any(|(known, _)| known.as_str() == value) {
        options.insert(0, (value.to_owned().into(), shown(kind, value).into()));
    }
    options.insert(0, (AttrValue::Static(""), t!("value-none").into()));
    options
}

/// A value as a person reads it.
pub fn shown(kind: &InputKind, text: &str) -> String {
    match kind {
        InputKind::Country => format::country(text),
        InputKind::Language => format::language(text),
        InputKind::YesNo if text == "true" => t!("value-yes"),
        InputKind::YesNo => t!("value-no"),
        _ => text.to_owned(),
    }
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub detail: Detail,
    pub value: AttrValue,
    pub oninput: Callback<String>,
    #[prop_or_default]
    pub error: Option<AttrValue>,
}

/// The field.
#[component]
pub fn DetailInput(props: &Props) -> Html {
    let detail = &props.detail;
    let question = (detail.kind.clone(), props.value.clone());
    let options: Rc<Options> = use_memo(question, |(kind, value)| options(kind, value));
    let testid = format!("detail-{}", detail.name);
    let (label, required) = (detail.label.clone(), detail.required);
    let (value, oninput, error) = (props.value.clone(), props.oninput.clone(), props.error.clone());
    let kind = match &detail.kind {
        InputKind::Line => "text",
        InputKind::Email => "email",
        InputKind::Phone => "tel",
        InputKind::Number => "number",
        InputKind::Day => "date",
        InputKind::Prose => return html! { <TextArea {label} {value} {oninput} {error} {testid} /> },
        InputKind::Choice(_) | InputKind::YesNo | InputKind::Country | InputKind::Language | InputKind::Timezone => {
            let options = (*options).clone();
            return html! { <Select {label} {value} {options} onchange={oninput} {required} {error} {testid} /> };
        }
    };
    html! { <TextField {kind} {label} {value} {oninput} {required} {error} autocomplete="off" {testid} /> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_account_has_can_be_kept_whatever_it_is() {
        let choices = InputKind::Choice(vec!["A".to_owned(), "B".to_owned()]);
        let values =
            |value| options(&choices, value).into_iter().map(|(value, _)| value.to_string()).collect::<Vec<_>>();
        assert_eq!(values("A"), ["", "A", "B"]);
        assert_eq!(values("C"), ["", "C", "A", "B"], "no longer to be chosen, but still there");
        assert_eq!(options(&InputKind::Country, "AT").len(), 250);
    }
}
