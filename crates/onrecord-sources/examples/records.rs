//! Walks the records of web archives and counts them: the cost of the container alone, for comparing with other readers.
//! `cargo run --release -p onrecord-sources --example records -- FILE…`

use std::io::BufReader;

use onrecord_sources::warc::Records;

fn main() {
    for path in std::env::args().skip(1) {
        let file = std::fs::File::open(&path).expect("the archive can be opened");
        let mut records =
            Records::of(Box::new(BufReader::with_capacity(1 << 18, file))).expect("it can be read");
        let (mut count, mut bytes, mut damaged) = (0u64, 0u64, 0u64);
        while let Some(head) = records.next_head() {
            match head {
                Ok(head) => {
                    count += 1;
                    bytes += head.length;
                }
                Err(_) => damaged += 1,
            }
        }
        println!("{path}: {count} records, {bytes} bytes in them, {damaged} damaged parts");
    }
}
