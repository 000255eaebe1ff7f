//! Folders that are hostile or broken: a finding at the right place, and never a panic, a hang or an overflow.
#![cfg(feature = "cli")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Output};

use common::{err, out, small, usru};

const EVENT: &str = "events/audience-of-1810.json";

/// The command with at most half a minute of a core's time and four gigabytes of memory, so that a hang is no hang and a
/// starved machine none either.
fn limited(args: &[&str]) -> Output {
    if cfg!(not(unix)) {
        return usru(args);
    }
    let limits = "ulimit -t 30; ulimit -v 4194304 2>/dev/null; exec \"$0\" \"$@\"";
    let mut command = Command::new("sh");
    command.args(["-c", limits, env!("CARGO_BIN_EXE_usru")]).args(args).env("NO_COLOR", "1").output().unwrap()
}

/// What `usru validate` tells, a line for each finding: its place, the rule, the message.
fn findings(data: &Path) -> Vec<String> {
    let output = limited(&["validate", data.to_str().unwrap(), "--format", "json"]);
    assert_eq!(output.status.code(), Some(1), "{:?} {}", output.status, err(&output));
    let told: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    // The form for people is rendered from the files, so it is to be as quick and as short.
    let output = limited(&["validate", data.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1), "{:?} {}", output.status, err(&output));
    let diagnostics = told["diagnostics"].as_array().unwrap();
    assert!(output.stdout.len() < 6_000 * (diagnostics.len() + 1), "{} bytes are shown", output.stdout.len());
    diagnostics
        .iter()
        .map(|finding| {
            let (at, text) = (&finding["location"], |name: &str| finding[name].as_str().unwrap().to_owned());
            let file = at["file"].as_str().unwrap();
            format!("{file}:{}:{} {}: {}", at["line"], at["column"], text("rule"), text("message"))
        })
        .collect()
}

/// The findings with the file of the event as given; those about the event not being there aside.
fn of_event(bytes: &[u8]) -> Vec<String> {
    let around = tempfile::tempdir().unwrap();
    let data = small(around.path());
    fs::write(data.join(EVENT), bytes).unwrap();
    findings(&data)
}

fn event() -> String {
    let around = tempfile::tempdir().unwrap();
    fs::read_to_string(small(around.path()).join(EVENT)).unwrap()
}

#[test]
fn a_record_of_a_hundred_megabytes_is_told_and_not_read() {
    let around = tempfile::tempdir().unwrap();
    let data = small(around.path());
    File::create(data.join(EVENT)).unwrap().set_len(100 << 20).unwrap();
    assert_eq!(
        findings(&data),
        [format!("{EVENT}:0:0 unreadable-file: the file is larger than 16 MiB, which none of a dataset is")]
    );
}

#[test]
fn a_line_of_half_a_megabyte_is_shown_in_short() {
    let long = event().replace("The king received", &format!("The king {}received", "Пётр ".repeat(1 << 16)));
    let told = of_event(long.replace("\"The Legation\"", "\"The Legations\"").as_bytes());
    assert_eq!(told.len(), 1, "{told:?}");
    // All on one line: the spot is far inside it.
    let told = of_event(long.replace("\"The Legation\"", "\"The Legations\"").replace('\n', " ").as_bytes());
    assert_eq!(told.len(), 2, "{told:?}");
    // No end of the text at all.
    let told = of_event(long.replace("the envoy.\",", "the envoy.,").as_bytes());
    assert!(told[0].contains("json-syntax"), "{told:?}");
}

#[test]
fn nesting_ten_thousand_deep_is_told_wherever_it_stands() {
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let objects = format!("{}1{}", "{\"a\":".repeat(10_000), "}".repeat(10_000));
    for text in
        [deep.clone(), objects.clone(), event().replace("\"visit\"", &deep), event().replace("\"visit\"", &objects)]
    {
        let told = of_event(text.as_bytes());
        assert!(told[0].contains("json-syntax: this is not JSON: recursion limit exceeded"), "{told:?}");
        assert_eq!(told.len(), 1, "{told:?}");
    }
    let around = tempfile::tempdir().unwrap();
    let data = small(around.path());
    fs::create_dir_all(data.join("schema")).unwrap();
    fs::write(data.join("schema/event.schema.json"), &objects).unwrap();
    fs::write(data.join("about.json"), &deep).unwrap();
    let told = findings(&data);
    assert!(told[0].starts_with("about.json:1:128 json-syntax"), "{told:?}");
    assert!(told[1].starts_with("schema/event.schema.json:1:2 schema-out-of-date"), "{told:?}");
    assert!(told[2].starts_with("schema/source.schema.json:0:0 schema-out-of-date: files point at"), "{told:?}");
    assert_eq!(told.len(), 3, "{told:?}");
}

/// Words of hundreds of kilobytes, where a word, a name or an id is expected: nothing is compared with them, nor quoted in full.
#[test]
fn values_of_any_length_are_told_in_short() {
    let long = "ab-".repeat(100_000);
    for (from, to) in [
        ("\"visit\"", format!("\"{long}\"")),
        ("\"kind\"", format!("\"{long}\"")),
        ("\"1810-11-05\"", format!("\"{}\"", "1810-11-05,".repeat(20_000))),
        ("\"1810-11-05\"", format!("\"[{}1810]\"", "1810..1810-13,".repeat(20_000))),
        ("\"strelsau\"", format!("\"{long}a\"")),
        ("\"The Legation\"", format!("\"{long}\"")),
    ] {
        let told = of_event(event().replacen(from, &to, 1).as_bytes());
        assert!(!told.is_empty() && told.iter().all(|line| line.len() < 2_200), "{from}: {}", told.concat().len());
    }
    let around = tempfile::tempdir().unwrap();
    let data = small(around.path());
    // Ids of other records, to which a reference that leads nowhere is compared.
    let place = fs::read_to_string(data.join("places/strelsau.json")).unwrap();
    fs::write(data.join("places/strelsau.json"), place.replace("\"strelsau\"", &format!("\"{long}a\""))).unwrap();
    let told = findings(&data);
    assert!(told.iter().any(|line| line.contains("file-name: the record's id is “ab-ab-")), "{told:?}");
}

#[test]
fn numbers_keys_and_escapes_beyond_json_are_told_at_their_place() {
    let point = |at: &str| event().replace("\"kind\": \"visit\"", at);
    for (text, expected) in [
        (point("\"kind\": 1e400"), ":4:"),
        (point("\"kind\": -1e999999999"), ":4:"),
        (point("\"kind\": \"visit\", \"kind\": \"visit\""), "the field “kind” is given twice"),
        (point("\"$schema\": \"x\", \"kind\": \"visit\""), ":4:4 canonical-format"),
        (point("\"kind\": \"\\ud800\""), "json-syntax"),
        (point("\"kind\": \"\\udc00\\ud800\""), "json-syntax"),
        (point("\"kind\": \"\\u0000\""), "is not a word for kind"),
        (point("\"\\u0000\": 1"), "there is no field “\\0”"),
        (point("\"kind\": NaN"), "json-syntax"),
    ] {
        let told = of_event(text.as_bytes());
        assert!(told.iter().any(|line| line.starts_with(EVENT) && line.contains(expected)), "{expected}: {told:?}");
    }
}

#[test]
fn a_file_of_faults_is_told_whole_and_soon() {
    // Each finding has a place to be found in a file of half a megabyte.
    let place = r#"{ "place": "nowhere" }, "#;
    let places = format!("\"places\": [{} {{ \"place\": \"strelsau\" }}]", place.repeat(2_000));
    let text = event();
    let begin = text.find("\"places\"").unwrap();
    let end = begin + text[begin..].find(']').unwrap() + 1;
    let told = of_event(format!("{}{places}{}", &text[..begin], &text[end..]).as_bytes());
    assert_eq!(told.iter().filter(|line| line.contains("there is no record “nowhere” in places")).count(), 2_000);

    let wrong = of_event(format!("[{}1]", "{},".repeat(20_000)).as_bytes());
    assert_eq!(wrong.len(), 1, "{wrong:?}");
    // Each of these days is none in the Gregorian calendar, and one in the other.
    let dates = format!("[{}1800-02-29]", "1700-02-29,".repeat(5_000));
    let told = of_event(text.replace("\"1810-11-05\"", &format!("\"{dates}\"")).as_bytes());
    assert!(told.len() < 10, "{told:?}");
}

#[test]
fn a_thousand_broken_files_are_told_soon() {
    let around = tempfile::tempdir().unwrap();
    let data = small(around.path());
    for number in 0..1_000 {
        fs::write(data.join(format!("events/event-{number}.json")), "{}").unwrap();
    }
    let told = findings(&data);
    assert!(told.len() >= 5_000, "{}", told.len());
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;
    use std::os::unix::process::CommandExt as _;

    use super::*;

    #[test]
    fn what_is_no_file_is_told_and_never_opened() {
        let around = tempfile::tempdir().unwrap();
        let data = small(around.path());
        let made = Command::new("mkfifo").arg(data.join("events/pipe.json")).status().unwrap();
        assert!(made.success());
        symlink("pipe.json", data.join("events/to-pipe.json")).unwrap();
        let _socket = UnixListener::bind(data.join("people/socket.json")).unwrap();
        symlink("/dev/zero", data.join("places/zero.json")).unwrap();
        fs::create_dir(data.join("posts/folder.json")).unwrap();
        let neither = "0:0 unreadable-file: this is neither a file nor a folder";
        assert_eq!(
            findings(&data),
            [
                format!("events/pipe.json:{neither}"),
                format!("events/to-pipe.json:{neither}"),
                format!("people/socket.json:{neither}"),
                format!("places/zero.json:{neither}"),
                "posts/folder.json:0:0 unreadable-file: this is a folder, where a file is expected".to_owned(),
            ]
        );
    }

    #[test]
    fn an_export_that_is_no_file_is_refused_and_never_waited_for() {
        let instead = |file: &str, make: fn(&Path)| {
            imported(file, |target| {
                fs::remove_file(target.join(file)).unwrap();
                make(&target.join(file));
            })
        };
        let pipe: fn(&Path) = |path| assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
        let zero: fn(&Path) = |path| symlink("/dev/zero", path).unwrap();
        let itself: fn(&Path) = |path| symlink(path.file_name().unwrap(), path).unwrap();
        let sparse: fn(&Path) = |path| File::create(path).unwrap().set_len(100 << 30).unwrap();
        for (make, why) in [
            (pipe, "this is neither a file nor a folder"),
            (zero, "this is neither a file nor a folder"),
            (itself, "Too many levels of symbolic links"),
            (sparse, "the file is larger than 2048 MiB"),
        ] {
            for file in ["json/dataset.json", "tei/dataset.xml", "csv/datapackage.json"] {
                let (status, told) = instead(file, make);
                assert!(status == Some(2) && told.contains(why), "{file}: {told}");
            }
        }
        let (status, told) = imported("csv", |target| {
            fs::remove_file(target.join("csv/events.csv")).unwrap();
            pipe(&target.join("csv/events.csv"));
        });
        assert!(status == Some(2) && told.contains("csv/events.csv cannot be read: this is neither"), "{told}");
    }

    #[test]
    fn a_manifest_that_is_a_pipe_is_not_waited_for() {
        let around = tempfile::tempdir().unwrap();
        let (data, target) = (small(around.path()), around.path().join("out"));
        fs::create_dir(&target).unwrap();
        assert!(Command::new("mkfifo").arg(target.join("SHA256SUMS")).status().unwrap().success());
        let output = usru(&["export", target.to_str().unwrap(), "--data", data.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(2));
        assert!(err(&output).contains("this is neither a file nor a folder"), "{}", err(&output));
    }

    #[test]
    fn links_that_lead_round_or_nowhere_are_told_once() {
        let around = tempfile::tempdir().unwrap();
        let data = small(around.path());
        symlink(".", data.join("again")).unwrap();
        symlink("..", data.join("around")).unwrap();
        symlink("..", data.join("events/up")).unwrap();
        symlink("itself.json", data.join("events/itself.json")).unwrap();
        symlink("/nowhere/at/all.json", data.join("people/gone.json")).unwrap();
        let told = findings(&data);
        assert_eq!(told.len(), 5, "{told:?}");
        assert_eq!(told[0], "again:0:0 unreadable-file: this is a link to a folder that holds it");
        assert_eq!(told[1], "around:0:0 unreadable-file: this is a link to a folder that holds it");
        assert!(
            told[2].starts_with("events/itself.json:0:0 unreadable-file: the file cannot be read: Too many"),
            "{told:?}"
        );
        assert_eq!(told[3], "events/up:0:0 unreadable-file: this is a folder, where a file is expected");
        assert_eq!(
            told[4],
            "people/gone.json:0:0 unreadable-file: this is a link to “/nowhere/at/all.json”, where there is nothing"
        );
    }

    #[test]
    fn links_to_records_and_folders_elsewhere_are_followed() {
        let around = tempfile::tempdir().unwrap();
        let data = small(around.path());
        let elsewhere = around.path().join("elsewhere");
        fs::rename(data.join("events"), &elsewhere).unwrap();
        symlink(&elsewhere, data.join("events")).unwrap();
        fs::rename(data.join("about.json"), around.path().join("title.json")).unwrap();
        symlink("../title.json", data.join("about.json")).unwrap();
        assert_eq!(usru(&["validate", data.to_str().unwrap()]).status.code(), Some(0));
    }

    #[test]
    fn names_that_are_not_utf8_or_hide_something_are_told_and_cannot_steer_a_terminal() {
        let around = tempfile::tempdir().unwrap();
        let data = small(around.path());
        fs::write(data.join(OsStr::from_bytes(b"events/\xFF.json")), "{}").unwrap();
        fs::write(data.join(OsStr::from_bytes(b"events/\xFE.json")), "{}").unwrap();
        fs::write(data.join("events/a\u{1B}[2Jb\n.txt"), "{}").unwrap();
        fs::write(data.join("events/\u{202E}nosj.txt"), "{}").unwrap();
        let told = findings(&data);
        assert_eq!(
            told.iter().filter(|line| line.contains("the name of the file is not UTF-8")).count(),
            2,
            "{told:?}"
        );
        assert_eq!(told.len(), 4, "{told:?}");
        let shown = out(&usru(&["validate", data.to_str().unwrap()]));
        assert!(!shown.contains(['\u{1B}', '\u{202E}']), "{shown:?}");
    }

    #[test]
    fn what_may_not_be_read_is_told_and_the_rest_is_checked() {
        use std::os::unix::fs::PermissionsExt as _;
        let around = tempfile::tempdir().unwrap();
        let data = small(around.path());
        let close = |path: &Path| fs::set_permissions(path, fs::Permissions::from_mode(0o000)).unwrap();
        fs::set_permissions(around.path(), fs::Permissions::from_mode(0o755)).unwrap();
        close(&data.join(EVENT));
        // What is in the folder is not missing: no reference to it is told.
        close(&data.join("people"));
        // The permissions do not bind the superuser, who can become nobody.
        let nobody = rustix::process::geteuid().is_root().then_some(65_534);
        let validate = |folder: &Path| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_usru"));
            command.args(["validate", folder.to_str().unwrap()]);
            nobody.map(|uid| command.uid(uid));
            command.output()
        };
        let Ok(output) = validate(&data) else {
            println!("skipped: another user may not run the command");
            return;
        };
        let told = out(&output);
        fs::set_permissions(data.join("people"), fs::Permissions::from_mode(0o755)).unwrap();
        assert_eq!(output.status.code(), Some(1), "{told}");
        let expected = ["the file cannot be read: Permission denied", "the folder cannot be listed: Permission denied"];
        for expected in expected.into_iter().chain(["2 errors, 0 warnings"]) {
            assert!(told.contains(expected), "{told}");
        }
        close(&data);
        let output = validate(&data).unwrap();
        fs::set_permissions(&data, fs::Permissions::from_mode(0o755)).unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(err(&output).contains("Permission denied"), "{}", err(&output));
    }
}

#[test]
fn a_hundred_thousand_files_are_looked_at_soon() {
    let around = tempfile::tempdir().unwrap();
    let data = small(around.path());
    for collection in ["events", "people"] {
        // A second name costs less than a second file.
        fs::write(around.path().join(collection), "{").unwrap();
        for number in 0..50_000 {
            fs::hard_link(around.path().join(collection), data.join(format!("{collection}/{number}.txt"))).unwrap();
        }
    }
    let output = limited(&["validate", data.to_str().unwrap(), "--format", "github"]);
    assert_eq!(output.status.code(), Some(1), "{:?}", output.status);
    assert_eq!(out(&output).lines().count(), 100_000);
}

/// An export of the small dataset, into which `spoil` puts what is hostile; what `usru import` of the path then tells.
fn imported(path: &str, spoil: impl FnOnce(&Path)) -> (Option<i32>, String) {
    let around = tempfile::tempdir().unwrap();
    let (data, target, back) = (small(around.path()), around.path().join("out"), around.path().join("back"));
    let exported = usru(&["export", target.to_str().unwrap(), "--data", data.to_str().unwrap()]);
    assert_eq!(exported.status.code(), Some(0), "{}", err(&exported));
    spoil(&target);
    let output = limited(&["import", target.join(path).to_str().unwrap(), back.to_str().unwrap()]);
    assert!(!back.exists());
    let told = out(&output) + &err(&output);
    assert!(told.len() < 100_000, "{path}: {} bytes are told", told.len());
    (output.status.code(), told)
}

#[test]
fn nesting_ten_thousand_deep_in_an_export_is_told() {
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let within = |file: &str, from: &str, to: &str| {
        imported(file, |target| {
            let text = fs::read_to_string(target.join(file)).unwrap();
            assert!(text.contains(from), "{file} has no {from}");
            fs::write(target.join(file), text.replacen(from, to, 1)).unwrap();
        })
    };
    let document = within("json/dataset.json", "\"visit\"", &deep);
    assert!(document.0 == Some(1) && document.1.contains("recursion limit exceeded"), "{document:?}");
    let lines = within("json/records.jsonl", "\"visit\"", &deep);
    assert!(lines.0 == Some(1) && lines.1.contains("recursion limit exceeded"), "{lines:?}");
    let descriptor = within("csv/datapackage.json", "\"table\"", &deep);
    assert!(descriptor.0 == Some(1) && descriptor.1.contains("recursion limit exceeded"), "{descriptor:?}");
    let elements = format!("{}{}", "<p>".repeat(10_000), "</p>".repeat(10_000));
    let tei = within("tei/dataset.xml", "<standOff>", &format!("<standOff>{elements}"));
    assert!(tei.0 == Some(1) && tei.1.contains("error[foreign-file]"), "{tei:?}");
}

#[test]
fn tables_of_any_shape_are_told_soon() {
    let with = |text: String| imported("csv", |target| fs::write(target.join("csv/events.csv"), text).unwrap());
    let header = with(format!("id,{}\n", "x,".repeat(1 << 20)));
    assert!(header.0 == Some(1) && header.1.contains("the table has 1048578 columns, where events has"), "{header:?}");
    let commas = with(format!("{}\n", ",".repeat(1 << 20)));
    assert!(commas.0 == Some(1) && commas.1.contains("the table has 1048577 columns"), "{commas:?}");
    let quote = with(format!("id,kind\n\"{}", "x,\n".repeat(1 << 20)));
    assert!(quote.0 == Some(1) && quote.1.contains("error[missing-part]"), "{quote:?}");
    let bytes = imported("csv", |target| fs::write(target.join("csv/events.csv"), b"id,\nkind\xFF").unwrap());
    assert!(bytes.1.contains("csv/events.csv:2:5") && bytes.1.contains("the byte 0xFF is not UTF-8"), "{bytes:?}");
}

/// Somebody writes, empties and deletes files all the while.
#[test]
fn files_that_come_and_go_are_never_a_panic() {
    let around = tempfile::tempdir().unwrap();
    let data = small(around.path());
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let (file, folder) = (data.join("events/now-and-then.json"), data.join("works-in-progress"));
            while !done.load(std::sync::atomic::Ordering::Relaxed) {
                fs::write(&file, "{").unwrap();
                fs::create_dir_all(&folder).unwrap();
                fs::write(folder.join("x.json"), "{").unwrap();
                fs::remove_file(&file).unwrap();
                fs::remove_dir_all(&folder).unwrap();
            }
        });
        for _ in 0..50 {
            for finding in usru_export::folder::load_folder(&data).unwrap().diagnostics {
                let about = ["events/now-and-then.json", "works-in-progress"];
                assert!(about.iter().any(|name| finding.location.file.starts_with(name)), "{finding:?}");
            }
        }
        done.store(true, std::sync::atomic::Ordering::Relaxed);
    });
}
