//! Records: the name of a collection on the first line, the text of a record's file after it. What is accepted is
//! written in a form that reads back as the same record and is written the same again. Validation, which reads canonical
//! files by a shorter way, reads the same record from the text, and tells of its form if it is another.
#![no_main]

use libfuzzer_sys::fuzz_target;
use usru_core::collection::Collection;
use usru_core::dataset::{ForRecordType, Member, with_record_type};
use usru_core::json::{read_about, read_record, write_about, write_record};
use usru_core::load::{ABOUT_FILE, SourceFile, canonical, load};
use usru_core::rules::CANONICAL_FORMAT;

struct RoundTrip<'t>(&'t str);

impl ForRecordType for RoundTrip<'_> {
    type Output = ();

    fn run<T: Member>(self) {
        let Ok(record) = read_record::<T>(self.0) else { return };
        let written = write_record(&record).expect("what was read can be written");
        let again = read_record::<T>(&written).expect("what was written can be read");
        assert_eq!(write_record(&again).expect("it was written before"), written);
        let path = format!("{}/{}.json", T::COLLECTION, record.id().as_ref());
        assert_eq!(canonical(&path, &written).as_deref(), Some(written.as_str()));
        for text in [self.0, &written] {
            let about = SourceFile { path: ABOUT_FILE.to_owned(), bytes: ABOUT.to_vec() };
            let loaded = load(vec![about, SourceFile { path: path.clone(), bytes: text.as_bytes().to_vec() }]);
            let is_told = loaded.diagnostics.iter().any(|told| told.rule == CANONICAL_FORMAT.id);
            assert_eq!(is_told, text != written, "the form of the file is told if it is not canonical, and only then");
            let dataset = loaded.dataset.expect("there is a title page");
            assert!(
                dataset.get(T::COLLECTION, record.id().as_ref()) == Some(record.as_any()),
                "another record is read"
            );
        }
    }
}

const ABOUT: &[u8] = include_bytes!("../../../data/about.json");

fuzz_target!(|input: &str| {
    let Some((name, text)) = input.split_once('\n') else { return };
    if let Some(collection) = Collection::from_name(name) {
        with_record_type(collection, RoundTrip(text));
    } else if name == "about"
        && let Ok(about) = read_about(text)
    {
        let written = write_about(&about).expect("what was read can be written");
        assert!(read_about(&written).expect("what was written can be read") == about);
        assert_eq!(canonical(ABOUT_FILE, &written).as_deref(), Some(written.as_str()));
    }
});
