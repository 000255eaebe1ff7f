//! The rules of form, which are applied while the files are read.

use super::example::{add, replace};
use super::{Case, Check, Example, Family, Rule};
use crate::diagnostic::Severity;

const EVENT: &str = "events/audience-of-1810.json";

macro_rules! form_rules {
    ($( $NAME:ident = $id:literal, $sentence:literal, $explanation:literal, $example:expr; )*) => {
        $(
            #[doc = $sentence]
            pub const $NAME: Rule = Rule {
                id: $id,
                family: Family::Form,
                severity: Severity::Error,
                sentence: $sentence,
                explanation: $explanation,
                example: $example,
                check: Check::Files,
            };
        )*
        pub(super) const RULES: &[Rule] = &[$($NAME),*];
    };
}

form_rules! {
    JSON_SYNTAX = "json-syntax",
        "Every file is one JSON value in UTF-8, without a byte-order mark.",
        "A file that is no JSON is told of once, at the place where a reader of JSON gives up, and its id still counts as known, so that the references to it are not faults too.",
        Example::Edits {
            breaks: Case {
                what: "A comma stands after the last field.",
                edits: &[replace(EVENT, "\"section\": \"The Legation\"", "\"section\": \"The Legation\",")],
            },
            keeps: Case {
                what: "Within a text, commas and brackets are letters like others.",
                edits: &[replace(EVENT, "\"Audience of 1810\"", "\"Audience of 1810, [in state},\"")],
            },
        };
    RECORD_SHAPE = "record-shape",
        "Every record has the fields of its collection, each with a value of the right form.",
        "All faults of a record are told, not the first alone: an unknown field with the nearest known one, a missing field with what belongs there, a word that is not of the list, an id or a date of the wrong form. null is used nowhere: what is not known is not written.",
        Example::Edits {
            breaks: Case {
                what: "A field is misspelt: it is unknown, and the one that was meant is missing.",
                edits: &[replace(EVENT, "\"label\"", "\"lable\"")],
            },
            keeps: Case {
                what: "A field that may be left out is left out.",
                edits: &[replace(EVENT, "  \"places\": [\n    {\n      \"place\": \"strelsau\"\n    }\n  ],\n", "")],
            },
        };
    CANONICAL_FORMAT = "canonical-format",
        "Every file is written as the tools write it: the same order of fields, the same indentation.",
        "The record is read and written again, and must be the same bytes. So a change of a record shows in a comparison as that change alone, whoever made it with whatever editor.",
        Example::Edits {
            breaks: Case {
                what: "A line is indented by four spaces.",
                edits: &[replace(EVENT, "  \"label\"", "    \"label\"")],
            },
            keeps: Case {
                what: "Letters of any script stand as they are, without escapes.",
                edits: &[replace(EVENT, "Audience of 1810", "Audience of 1810 (аудиенция)")],
            },
        };
    FILE_NAME = "file-name",
        "A record's file is named for its id.",
        "Who knows the id knows the file, and two records of one collection cannot have one id.",
        Example::Edits {
            breaks: Case {
                what: "The id is changed, but not the file's name.",
                edits: &[replace(EVENT, "\"id\": \"audience-of-1810\"", "\"id\": \"audience\"")],
            },
            keeps: Case {
                what: "The label may be changed without the file's name.",
                edits: &[replace(EVENT, "\"label\": \"Audience of 1810\"", "\"label\": \"Audience\"")],
            },
        };
    MISPLACED_FILE = "misplaced-file",
        "The folder of a dataset holds its title page, its schemas and its collections, and nothing else.",
        "A record in a folder that no collection has, or with an ending other than .json, would be passed over in silence. Texts for people (.md) may lie beside the title page.",
        Example::Edits {
            breaks: Case {
                what: "The folder of the events is named events, not event.",
                edits: &[add("event/ball-of-1811.json", "{}")],
            },
            keeps: Case {
                what: "A text for people lies beside the title page.",
                edits: &[add("README.md", "# The records")],
            },
        };
    UNREADABLE_FILE = "unreadable-file",
        "Every file of the folder can be read.",
        "A file without permission, a pipe, a link that leads nowhere, a folder where a file is expected: it is told, and the other files are still checked.",
        Example::Elsewhere {
            breaks: "A folder bears the name of a record, events/folder.json.",
            keeps: "An empty file can be read: what is wrong with it is told by another rule.",
            test: "crates/export/tests/cli.rs: what_cannot_be_read_is_told_and_the_rest_is_still_checked",
        };
    SCHEMA_OUT_OF_DATE = "schema-out-of-date",
        "The schemas beside the records are those that the types give.",
        "Editors complete and check by these files. A stale one would accept what the tools refuse.",
        Example::Edits {
            breaks: Case {
                what: "The schema of the events demands nothing.",
                edits: &[add("schema/event.schema.json", "{}")],
            },
            keeps: Case { what: "A folder without schemas has none that is stale: the sound dataset itself.", edits: &[] },
        };
    EMBEDDED_DATA_OUT_OF_DATE = "embedded-data-out-of-date",
        "The records embedded in the data crate are those of the folder.",
        "Whoever depends on the crate sees the embedded records, not the folder. `cargo xtask codegen` makes the two equal again.",
        Example::Elsewhere {
            breaks: "A generated file has one character more than the records give, or is not there.",
            keeps: "A generated file has the bytes that the records give.",
            test: "xtask/src/codegen.rs: a_generated_file_is_fresh_only_if_it_is_the_same_bytes",
        };
}
