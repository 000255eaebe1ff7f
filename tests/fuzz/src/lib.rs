//! What the fuzz targets share: the form of an input that stands for a folder.

use usru_core::load::SourceFile;

/// The line before each file of an input that stands for a folder: `=== events/alaska-purchase.json`.
pub const FILE_MARK: &str = "=== ";

/// Takes an input apart into files. What stands before the first mark is dropped; a file may be any bytes, so that
/// what is not UTF-8 is met too.
#[must_use]
pub fn files(input: &[u8]) -> Vec<SourceFile> {
    let mut files: Vec<SourceFile> = Vec::new();
    for line in input.split_inclusive(|byte| *byte == b'\n') {
        if let Some(path) = line.strip_prefix(FILE_MARK.as_bytes()) {
            files.push(SourceFile { path: String::from_utf8_lossy(path).trim_end().to_owned(), bytes: Vec::new() });
        } else if let Some(file) = files.last_mut() {
            file.bytes.extend_from_slice(line);
        }
    }
    // A folder has each name once.
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files.dedup_by(|a, b| a.path == b.path);
    files
}
