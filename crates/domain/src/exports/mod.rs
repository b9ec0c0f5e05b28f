//! Downloads of profiles: which columns there are ([`Columns`]), and the accounts of a list as a table that is made piece by
//! piece ([`Export`]). As a job in the background: the action
//! `export` of a batch, whose settings are [`settings::ExportSettings`] ([`operation`]), and whose file is taken by [`download`].

mod columns;
pub mod download;
mod layout;
pub mod operation;
pub mod settings;
mod stream;
mod writing;

pub use columns::Columns;
pub use layout::Layout;
pub use stream::{Export, ExportRequest};

use crate::db::Conn;
use crate::settings::Settings;
use crate::tabular::export::Format;
use crate::{Error, Result};

/// Why a file of this format cannot hold so many people; `None` if it can.
pub fn too_many(format: Format, people: i64, site: &Settings) -> Option<String> {
    let most = site.max_laid_out;
    (format.is_laid_out() && people > most).then(|| {
        let others = Format::ALL.into_iter().filter(|other| !other.is_laid_out());
        format!(
            "A {} holds at most {most} people; these are more. Narrow the filter, or take another format: {}.",
            format.name().to_uppercase(),
            others.map(Format::name).collect::<Vec<_>>().join(", ")
        )
    })
}

/// The code for [`too_many`].
pub const TOO_MANY: &str = "too_many_for_format";

/// Refuses a list that is too long for the format, before anything of it is written.
fn require_room(conn: &mut Conn, asked: &ExportRequest) -> Result<()> {
    if !asked.format.is_laid_out() {
        return Ok(());
    }
    let site = Settings::load(conn)?;
    let found = asked.walk.count_up_to(conn, site.max_laid_out + 1)?;
    too_many(asked.format, found, &site).map_or(Ok(()), |message| Err(Error::invalid("format", TOO_MANY, message)))
}
