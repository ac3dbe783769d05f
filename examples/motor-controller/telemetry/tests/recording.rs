//! The program as it is used.

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn telemetry(recording: &str) -> std::io::Result<Output> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_telemetry"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut input) = child.stdin.take() {
        input.write_all(recording.as_bytes())?;
    }
    child.wait_with_output()
}

#[test]
fn sums_up_a_recording() -> std::io::Result<()> {
    let output = telemetry(concat!(
        r#"{"current_ma":1500,"speed_mrps":2000,"speed_redundant_mrps":2000}"#,
        "\n",
        r#"{"current_ma":-9000,"speed_mrps":4000,"speed_redundant_mrps":4000}"#,
        "\n",
        r#"{"current_ma":21000,"speed_mrps":4000,"speed_redundant_mrps":4000}"#,
        "\n",
        r#"{"current_ma":1000,"speed_mrps":4000,"speed_redundant_mrps":9000}"#,
        "\n",
    ))?;
    assert!(output.status.success());
    let summary: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    let expected = serde_json::json!({
        "samples": 4, "implausible": 2, "greatest_current_ma": 21000, "greatest_speed_mrps": 4000,
    });
    assert_eq!(summary, expected);
    Ok(())
}

#[test]
fn says_where_a_recording_is_wrong() -> std::io::Result<()> {
    let output = telemetry("{\"current_ma\":1500}\n")?;
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("line 1 is not a sample"));
    assert!(output.stdout.is_empty());
    Ok(())
}
