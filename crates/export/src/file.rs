//! Reading one file that may be anything: huge, gone, a pipe, a device.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// The most bytes that the file of a record has. Records have a few kilobytes, the longest source some hundred.
pub(crate) const MOST_OF_RECORD: u64 = 16 << 20;

/// The most bytes that a file of an export has: a hundred thousand records have some hundred megabytes.
pub(crate) const MOST_OF_EXPORT: u64 = 2 << 30;

/// Why a file is not read, and what to do.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) message: String,
    pub(crate) help: &'static str,
}

impl Refusal {
    /// What the disk said of something that was listed a moment ago.
    pub(crate) fn of(path: &Path, error: &io::Error) -> Self {
        let gone = error.kind() == io::ErrorKind::NotFound;
        let link = fs::read_link(path).ok();
        let (message, help) = match link {
            Some(target) if gone => (
                format!("this is a link to “{}”, where there is nothing", target.display()),
                "put the file there, or take the link away",
            ),
            _ if gone => (
                "the file was there when the folder was listed, and is gone".to_owned(),
                "somebody else works on the folder: check it again",
            ),
            _ => (format!("the file cannot be read: {error}"), "check that it is there and may be read"),
        };
        Self { message, help }
    }

    /// What is neither a file nor a folder: a pipe, a socket, a device.
    pub(crate) fn not_a_file() -> Self {
        Self { message: "this is neither a file nor a folder".to_owned(), help: "move it away" }
    }
}

impl From<Refusal> for io::Error {
    fn from(refusal: Refusal) -> Self {
        Self::other(refusal.message)
    }
}

/// Reads the file, if it is one and has no more than so many bytes. Whatever it has become since it was listed, this
/// neither waits for a pipe nor reads without end.
pub(crate) fn read(path: &Path, most: u64) -> Result<Vec<u8>, Refusal> {
    open(path).map_err(Error::Disk).and_then(|file| contents(file, most)).map_err(|error| error.of(path))
}

/// A folder of which many files are read: the way to it is gone once and not for each of them.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    #[cfg(unix)]
    handle: Option<rustix::fd::OwnedFd>,
}

impl Folder {
    pub(crate) fn new(path: PathBuf) -> Self {
        #[cfg(unix)]
        let handle = {
            use rustix::fs::{Mode, OFlags};
            // Why it cannot be opened is told with the first of its files.
            rustix::fs::open(&path, OFlags::DIRECTORY | OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty()).ok()
        };
        Self {
            path,
            #[cfg(unix)]
            handle,
        }
    }

    /// Reads one of its files, as [`read`] does.
    pub(crate) fn read(&self, name: &str, most: u64) -> Result<Vec<u8>, Refusal> {
        let file = self.open(name).map_err(Error::Disk);
        file.and_then(|file| contents(file, most)).map_err(|error| error.of(&self.path.join(name)))
    }

    #[cfg(unix)]
    fn open(&self, name: &str) -> io::Result<File> {
        use rustix::fs::{Mode, OFlags};
        match &self.handle {
            Some(folder) => {
                let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC;
                Ok(File::from(rustix::fs::openat(folder, name, flags, Mode::empty())?))
            }
            None => open(&self.path.join(name)),
        }
    }

    #[cfg(not(unix))]
    fn open(&self, name: &str) -> io::Result<File> {
        open(&self.path.join(name))
    }
}

/// Why what was opened is not read.
enum Error {
    Disk(io::Error),
    NotAFile,
    TooLarge(u64),
}

impl Error {
    fn of(self, path: &Path) -> Refusal {
        match self {
            Self::Disk(error) => Refusal::of(path, &error),
            Self::NotAFile => Refusal::not_a_file(),
            Self::TooLarge(most) => Refusal {
                message: format!("the file is larger than {} MiB, which none of a dataset is", most >> 20),
                help: "move it away, or divide what is in it among several records",
            },
        }
    }
}

fn contents(mut file: File, most: u64) -> Result<Vec<u8>, Error> {
    let metadata = file.metadata().map_err(Error::Disk)?;
    if !metadata.is_file() {
        return Err(Error::NotAFile);
    }
    if metadata.len() > most {
        return Err(Error::TooLarge(most));
    }
    // What a file says of its length is room to begin with, no more. If there is one byte less than was asked for, the
    // file is at its end, and need not be asked again.
    let length = usize::try_from(metadata.len()).unwrap_or_default();
    let mut bytes = vec![0; length + 1];
    let count = match file.read(&mut bytes) {
        Err(error) if error.kind() == io::ErrorKind::Interrupted => None,
        count => Some(count.map_err(Error::Disk)?),
    };
    bytes.truncate(count.unwrap_or_default());
    if count != Some(length) {
        // One more than there may be tells that there are too many, even if the file grows while it is read.
        let rest = (most + 1).saturating_sub(bytes.len() as u64);
        file.take(rest).read_to_end(&mut bytes).map_err(Error::Disk)?;
    }
    if bytes.len() as u64 > most { Err(Error::TooLarge(most)) } else { Ok(bytes) }
}

#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    // Opening a pipe would wait for somebody to write into it.
    let flags = i32::try_from(rustix::fs::OFlags::NONBLOCK.bits()).unwrap_or_default();
    OpenOptions::new().read(true).custom_flags(flags).open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_record(path: &Path) -> Result<Vec<u8>, Refusal> {
        read(path, MOST_OF_RECORD)
    }

    #[test]
    fn a_file_of_the_most_bytes_is_read_and_one_of_more_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.json");
        let file = File::create(&path).unwrap();
        // Holes cost nothing.
        file.set_len(MOST_OF_RECORD).unwrap();
        assert_eq!(read_record(&path).unwrap().len() as u64, MOST_OF_RECORD);
        file.set_len(MOST_OF_RECORD + 1).unwrap();
        let refusal = read_record(&path).unwrap_err();
        assert_eq!(refusal.message, "the file is larger than 16 MiB, which none of a dataset is");
    }

    #[test]
    fn a_file_that_went_after_it_was_listed_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let refusal = read_record(&folder.path().join("gone.json")).unwrap_err();
        assert_eq!(refusal.message, "the file was there when the folder was listed, and is gone");
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_in_the_place_of_a_file_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe.json");
        let mode = rustix::fs::Mode::from_raw_mode(0o600);
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, mode, 0).unwrap();
        assert_eq!(read_record(&pipe).unwrap_err().message, "this is neither a file nor a folder");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_without_end_is_not_read_to_its_end() {
        assert_eq!(read_record(Path::new("/dev/zero")).unwrap_err().message, "this is neither a file nor a folder");
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("grows.json");
        fs::write(&path, "{").unwrap();
        let writer = std::thread::spawn({
            let path = path.clone();
            move || {
                use std::io::Write as _;
                let mut file = OpenOptions::new().append(true).open(path).unwrap();
                for _ in 0..40 {
                    file.write_all(&vec![b' '; 1 << 20]).unwrap();
                }
            }
        });
        while let Ok(bytes) = read_record(&path) {
            assert!(bytes.len() as u64 <= MOST_OF_RECORD);
        }
        writer.join().unwrap();
    }
}
