//! A whole folder: every rule and every form of the findings. Each finding lies in its file, two readings tell the same,
//! and what has no faults can be exported in every format.
#![no_main]

use libfuzzer_sys::fuzz_target;
use usru_core::diagnostic::Location;
use usru_core::load::{Loaded, load};
use usru_export::export::{Format, files};
use usru_export::render::{Form, Report};

fuzz_target!(|input: &[u8]| {
    let folder = usru_fuzz::files(input);
    let loaded = load(folder.clone());
    for diagnostic in &loaded.diagnostics {
        lies_in_its_file(&diagnostic.location, &loaded);
        for related in &diagnostic.related {
            lies_in_its_file(&related.location, &loaded);
        }
    }
    let reversed = load(folder.into_iter().rev().collect());
    assert_eq!(reversed.diagnostics, loaded.diagnostics, "the order of the files is told");

    for form in [Form::Human, Form::Json, Form::Github, Form::Sarif] {
        let report = Report {
            diagnostics: &loaded.diagnostics,
            allowed: &loaded.allowed,
            texts: &loaded.texts,
            files: loaded.files,
            root: "data",
            colour: form == Form::Human,
        };
        let mut out = Vec::new();
        report.write(form, &mut out).expect("a vector takes everything");
        assert!(std::str::from_utf8(&out).is_ok());
    }
    if let (true, Some(dataset)) = (loaded.is_valid(), &loaded.dataset) {
        for &format in Format::ALL {
            files(dataset, format).expect("what has no faults can be exported");
        }
    }
});

fn lies_in_its_file(location: &Location, loaded: &Loaded) {
    if location.line == 0 {
        return;
    }
    let text = loaded.texts.get(&location.file).expect("a spot is in a file that was read");
    assert!(text.get(location.span.clone()).is_some(), "{location:?}");
    assert!(location.line <= text.matches('\n').count() + 1 && location.column > 0, "{location:?}");
}
