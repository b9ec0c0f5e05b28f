//! Mail into files, for as long as no server is set: nothing is silently dropped.

use std::io::Write;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use super::message::{Sender, message};
use super::{Mail, Obstacle, Transport, Undelivered};

/// A folder of `.eml` files that mail programs open.
#[derive(Debug, Clone)]
pub struct Folder(PathBuf);

impl Folder {
    /// Files go into this folder; it is made with the first mail.
    pub fn new(path: &Path) -> Self {
        Self(path.to_owned())
    }

    fn write(&self, mail: &Mail, text: &[u8]) -> std::io::Result<()> {
        // Mails hold names and links: nobody but the owner looks into the folder.
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.0)?;
        // Written aside and renamed: readers find whole mails, and the same mail twice is one file.
        let mut file = tempfile::NamedTempFile::new_in(&self.0)?;
        file.write_all(text)?;
        file.persist(self.0.join(format!("{}.eml", mail.id))).map_err(|error| error.error)?;
        Ok(())
    }
}

impl Transport for Folder {
    fn send(&self, mail: &Mail) -> Result<(), Undelivered> {
        let message = message(mail, &Sender::local())?;
        self.write(mail, &message.formatted()).map_err(|error| Undelivered {
            reason: format!("the mail folder cannot be written: {}", error.kind()),
            obstacle: Obstacle::Unreachable,
        })
    }
}
