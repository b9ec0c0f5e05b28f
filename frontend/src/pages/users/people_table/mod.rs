//! People in a table: search, filters, columns, a selection, and what can be done with one person or with those who are
//! selected. It works for the site, for a cohort, for a course, and for whatever else people belong to: where they come from and what is
//! offered are its properties.

mod course_filters;
mod parts;
mod source;

use std::rc::Rc;

use rollcall_wire::auth::Me;
use rollcall_wire::batch_settings::BatchSettings;
use rollcall_wire::profile::ProfileField;
use yew::prelude::*;

pub use self::source::{CourseSource, Listed, PeopleSource};

use super::bulk::Offers;
use super::filters::{self, FilterPanel};
use super::query::UsersQuery;
use super::selection::{Question, Selection};
use super::table_dialog::TableDialog;
use super::views::ViewsMenu;
use crate::api;
use crate::pages::courses::enrolment::use_turning;
use crate::session::{may, use_me};
use crate::t;
use crate::ui::{Button, List, ListPage, Load, Symbol, Ticked, use_list, use_load};

/// What it takes to plan something for those who are selected.
const SELECTS: &str = "batches.create";

/// The head of the page.
#[derive(Clone, Default, PartialEq)]
pub struct PeopleHead {
    pub title: AttrValue,
    /// Tells it from another on the same path.
    pub name: &'static str,
    /// Address and name of the page above, where that is not what the page's path says.
    pub above: Option<(AttrValue, AttrValue)>,
    pub lead: Option<AttrValue>,
    /// Stands beside the title.
    pub aside: Html,
    /// Stands below the title: facts, and the ways to the other sides of the same thing.
    pub below: Html,
    pub actions: Html,
    /// What lies over the page besides the table's own dialogs.
    pub over: Html,
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub source: PeopleSource,
    /// What can be done with those who are selected.
    pub offers: Offers,
    pub head: PeopleHead,
    /// Called when an account was changed.
    #[prop_or_default]
    pub onchanged: Callback<()>,
    /// Grows with everything else that has changed who is listed.
    #[prop_or_default]
    pub round: u32,
}

/// What the table is made of.
struct People {
    source: PeopleSource,
    list: List<UsersQuery, Listed>,
    /// The custom fields.
    fields: Rc<Vec<ProfileField>>,
    /// What the server says of actions, for those who may select.
    actions: Load<Option<Rc<BatchSettings>>>,
    me: Option<Rc<Me>>,
    selection: UseStateHandle<Selection>,
    /// The dialog that is open.
    over: UseStateHandle<TableDialog>,
    /// Whether the filter panel was opened.
    filtering: UseStateHandle<bool>,
    /// How often a saved view was chosen: the same one again shows its filter anew.
    view_choices: UseStateHandle<u32>,
}

#[hook]
fn use_people(source: &PeopleSource) -> People {
    let fields = use_load(source.sees_users(), |sees_users, signal| async move {
        if sees_users { api::profile_fields::list(&signal).await } else { Ok(Rc::default()) }
    });
    // Without them the list has its other columns, and names in place of what custom ones are called.
    let fields = fields.data.as_deref().map(Rc::clone).unwrap_or_default();
    let asked = source.clone();
    let list =
        use_list(source.path.clone(), move |parameters, signal| async move { asked.list(parameters, &signal).await });
    let me = use_me();
    let selects = source.acts_on_course() || me.as_ref().is_some_and(|me| may(me, SELECTS));
    let actions = use_load(selects, |selects, signal| async move {
        if selects {
            api::batches::described(&signal).await.map(|described| Some(Rc::new(described)))
        } else {
            Ok(None)
        }
    });
    People {
        source: source.clone(),
        list,
        fields,
        actions,
        me,
        selection: use_state(Selection::default),
        over: use_state(|| TableDialog::Nothing),
        filtering: use_state_eq(|| false),
        view_choices: use_state_eq(|| 0_u32),
    }
}

impl People {
    fn query(&self) -> &UsersQuery {
        &self.list.query
    }

    /// Those who are listed, whatever the page and the order.
    fn question(&self) -> Question {
        self.source.question(self.query())
    }

    fn may(&self, capability: &str) -> bool {
        self.me.as_ref().is_some_and(|me| may(me, capability))
    }

    /// Whether rows can be selected.
    fn selects(&self) -> bool {
        self.source.acts_on_course() || self.may(SELECTS)
    }

    fn select(&self) -> Callback<Selection> {
        let selection = self.selection.setter();
        Callback::from(move |changed| selection.set(changed))
    }

    /// How much of the page is selected.
    fn ticked(&self) -> Ticked {
        let page = self.list.page.as_ref();
        page.map_or(Ticked::None, |page| {
            self.selection.of_page(page.items.iter().map(|listed| &listed.user), &self.question())
        })
    }

    fn opening(&self, opened: fn() -> TableDialog) -> Callback<()> {
        let over = self.over.setter();
        Callback::from(move |()| over.set(opened()))
    }

    /// Asks for the rows again after an act, and tells the page.
    fn changed(&self, onchanged: &Callback<()>) -> Callback<()> {
        let (refresh, onchanged) = (self.list.refresh(), onchanged.clone());
        Callback::from(move |()| {
            refresh.emit(());
            onchanged.emit(());
        })
    }

    /// The menu of saved views, which are about everybody.
    fn views(&self) -> Html {
        let Some(me) = self.me.clone().filter(|_| self.source.is_site()) else { return Html::default() };
        let onchosen = {
            let view_choices = self.view_choices.clone();
            Callback::from(move |()| view_choices.set(*view_choices + 1))
        };
        html! { <ViewsMenu query={self.query().clone()} {me} {onchosen} /> }
    }
}

/// The table with the head of its page.
#[component]
pub fn PeopleTable(props: &Props) -> Html {
    let people = use_people(&props.source);
    let refresh = people.list.refresh();
    use_effect_with(props.round, move |round| {
        if *round > 0 {
            refresh.emit(());
        }
    });
    let onturn = use_turning(people.changed(&props.onchanged));
    let head = &props.head;
    let query = people.query();
    let shows_filter = *people.filtering || (filters::conditions(&query.filter) > 0 && people.list.failure.is_some());
    let actions = html! {
        <>
            { head.actions.clone() }
            if people.may("exports.create") {
                <Button icon={Symbol::Download} onclick={people.opening(|| TableDialog::Download)} testid="download">{ t!("download") }</Button>
            }
        </>
    };
    let over = html! {
        <>
            { head.over.clone() }
            { super::table_dialog::overlay(&people.dialogs(), people.changed(&props.onchanged)) }
        </>
    };
    html! {
        <ListPage
            title={head.title.clone()}
            head={head.name}
            above={head.above.clone()}
            lead={head.lead.clone()}
            aside={html! { <>{ head.aside.clone() }{ people.views() }</> }}
            below={head.below.clone()}
            {actions}
            {over}
        >
            { people.toolbar(shows_filter) }
            if shows_filter {
                <FilterPanel
                    filter={query.filter.clone()}
                    view={query.view.clone()}
                    view_choices={*people.view_choices}
                    onfilter={people.list.showing(UsersQuery::filtered_by)}
                />
            }
            { people.body(&onturn) }
            { people.bulk(props.offers) }
        </ListPage>
    }
}
