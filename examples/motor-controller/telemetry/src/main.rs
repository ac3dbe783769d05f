//! Sums up a recording of a drive: samples as lines of JSON on standard input, one JSON document on standard output.

mod summary;

use std::io::{BufRead, stdin, stdout};

use anyhow::Context;
use summary::{Sample, Summary};

fn main() -> anyhow::Result<()> {
    let samples = read(stdin().lock())?;
    serde_json::to_writer_pretty(stdout().lock(), &Summary::of(&samples))?;
    println!();
    Ok(())
}

fn read(recording: impl BufRead) -> anyhow::Result<Vec<Sample>> {
    let parse = |(number, line): (usize, std::io::Result<String>)| {
        serde_json::from_str(&line?).with_context(|| format!("line {} is not a sample", number + 1))
    };
    recording.lines().enumerate().map(parse).collect()
}
