//! A ZIP archive that is given away while it is written: nothing of it is gone back to.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

use crate::{Error, Result};

/// An archive on its way out.
pub(super) struct Archive {
    /// Gone once the archive has come to its end.
    zip: Option<ZipWriter<StreamWriter<Sink>>>,
    sink: Sink,
}

/// Where the archive is written to, until it is taken away.
#[derive(Clone, Default)]
struct Sink(Arc<Mutex<Vec<u8>>>);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Archive {
    /// An archive with nothing in it.
    pub(super) fn new() -> Self {
        let sink = Sink::default();
        Self { zip: Some(ZipWriter::new_stream(sink.clone())), sink }
    }

    /// Adds a file that is not compressed.
    pub(super) fn stored(&mut self, name: &str, text: &str) -> Result<()> {
        self.begin(name, SimpleFileOptions::default().compression_method(CompressionMethod::Stored))?;
        self.write(text)
    }

    /// Adds a file.
    pub(super) fn file(&mut self, name: &str, text: &str) -> Result<()> {
        self.start(name)?;
        self.write(text)
    }

    /// Begins a file; what is written from now on is in it. Before it is compressed it may have 4 GB: the extension for
    /// longer ones is not understood by every program that reads spreadsheets.
    pub(super) fn start(&mut self, name: &str) -> Result<()> {
        // Exports are made while people wait and other work goes on: the fastest compression loses little.
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        self.begin(name, options.compression_level(Some(3)))
    }

    fn begin(&mut self, name: &str, options: SimpleFileOptions) -> Result<()> {
        self.zip()?.start_file(name, options).map_err(Error::internal)
    }

    /// Goes on with the file.
    pub(super) fn write(&mut self, text: &str) -> Result<()> {
        self.zip()?.write_all(text.as_bytes()).map_err(Error::internal)
    }

    /// What is ready to be given away.
    pub(super) fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.sink.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Ends the archive; the rest of it.
    pub(super) fn finish(&mut self) -> Result<Vec<u8>> {
        if let Some(zip) = self.zip.take() {
            zip.finish().map_err(Error::internal)?;
        }
        Ok(self.take())
    }

    fn zip(&mut self) -> Result<&mut ZipWriter<StreamWriter<Sink>>> {
        self.zip.as_mut().ok_or_else(|| Error::internal("the archive has come to its end"))
    }
}
