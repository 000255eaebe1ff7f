//! One file that is being written: rows in, and at the end its length and its SHA-256.

use std::fmt::Write as _;
use std::io;

use csv::{Terminator, WriterBuilder};
use sha2::{Digest, Sha256};

use crate::error::ExportError;

/// A CSV file that is being written.
#[derive(Debug)]
pub(super) struct Output<W: io::Write> {
    csv: csv::Writer<Measured<W>>,
    /// The rows so far, without the header.
    rows: u64,
}

/// What is known of a file when it is written.
#[derive(Debug)]
pub(super) struct Written<W> {
    pub(super) file: W,
    pub(super) bytes: u64,
    /// Without the header.
    pub(super) rows: u64,
    /// In lower-case hexadecimal digits.
    pub(super) sha256: String,
}

impl<W: io::Write> Output<W> {
    /// Begins the table with its header.
    pub(super) fn new<T: AsRef<[u8]>>(file: W, header: impl IntoIterator<Item = T>) -> Result<Self, ExportError> {
        let file = Measured { file, bytes: 0, digest: Sha256::new() };
        let mut csv = WriterBuilder::new().terminator(Terminator::Any(b'\n')).from_writer(file);
        csv.write_record(header)?;
        Ok(Self { csv, rows: 0 })
    }

    pub(super) fn write_row<T: AsRef<[u8]>>(&mut self, cells: impl IntoIterator<Item = T>) -> Result<(), ExportError> {
        self.csv.write_record(cells)?;
        self.rows += 1;
        Ok(())
    }

    pub(super) fn finish(self) -> Result<Written<W>, ExportError> {
        let mut measured = self.csv.into_inner().map_err(csv::IntoInnerError::into_error)?;
        io::Write::flush(&mut measured.file)?;
        let mut sha256 = String::with_capacity(64);
        for byte in measured.digest.finalize() {
            // A string takes whatever is written to it.
            let _ = write!(sha256, "{byte:02x}");
        }
        Ok(Written { file: measured.file, bytes: measured.bytes, rows: self.rows, sha256 })
    }
}

/// A writer that counts and digests what goes through it.
struct Measured<W> {
    file: W,
    bytes: u64,
    digest: Sha256,
}

impl<W> std::fmt::Debug for Measured<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Measured").field("bytes", &self.bytes).finish_non_exhaustive()
    }
}

impl<W: io::Write> io::Write for Measured<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.file.write(bytes)?;
        if let Some(bytes) = bytes.get(..taken) {
            self.digest.update(bytes);
        }
        self.bytes += u64::try_from(taken).unwrap_or_default();
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let mut output = Output::new(Vec::new(), ["a", "b", "c", "d"]).unwrap();
        output.write_row(["plain", "a, b", "“c” \"d\"", ""]).unwrap();
        let written = output.finish().unwrap();
        let text = String::from_utf8(written.file).unwrap();
        assert_eq!(text, "a,b,c,d\nplain,\"a, b\",\"“c” \"\"d\"\"\",\n");
        assert_eq!((written.rows, written.bytes), (1, u64::try_from(text.len()).unwrap()));
    }

    #[test]
    fn the_digest_is_that_of_the_bytes() {
        let output = Output::new(Vec::new(), ["abc"]).unwrap();
        // printf 'abc\n' | sha256sum
        assert_eq!(output.finish().unwrap().sha256, "edeaaff3f1774ad2888673770c6d64097e391bc362d7d6fb34982ddf0efd18cb");
    }
}
