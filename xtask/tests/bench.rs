//! The measurement runs where no other validator is installed, and says what it left out.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::process::Command;

#[test]
fn what_is_not_installed_is_left_out_and_named() {
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(["bench", "--installed", "--records", "200", "--rounds", "1", "--home"]).arg(home.path());
    let output = command.output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
    for skipped in ["jsonschema", "jsonschema-cli", "ajv"] {
        assert!(told.contains(&format!("skipped: {skipped} is not installed\n")), "{told}");
    }
    assert!(told.contains("stands in for it"), "{told}");
    let row = told.lines().find(|line| line.starts_with("usru   ")).unwrap();
    let ratios = row.split_whitespace().skip(5).take(2).collect::<Vec<_>>();
    assert_eq!(ratios, ["1.00", "1.00"], "{told}");
    assert!(told.contains("Too few records to judge by"), "{told}");
}
