//! Reads the packs that ship with the program, so that the program need not when it starts.
//! What does not live here: how packs are read (`src/load.rs`) and written (`src/packing.rs`).

#[allow(dead_code)]
#[path = "src/load.rs"]
mod load;
#[allow(dead_code)]
#[path = "src/packed.rs"]
mod packed;
#[path = "src/packing.rs"]
mod packing;
#[allow(dead_code)]
#[path = "src/refer.rs"]
mod refer;
#[allow(dead_code)]
#[path = "src/section.rs"]
mod section;
#[allow(dead_code)]
#[path = "src/stages/mod.rs"]
mod stages;

use std::path::Path;

// Cargo says where the bytes go in the environment alone.
#[allow(clippy::disallowed_methods)]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    for path in ["data", "src", "build.rs"] {
        println!("cargo:rerun-if-changed={path}");
    }
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    // Broken files are no reason to stop: whoever uses the packs is told what is wrong with them.
    let (sources, problems) = load::sources(load::files_in(&data)?);
    let out = Path::new(&std::env::var("OUT_DIR")?).join("packs.bin");
    std::fs::write(out, packing::write(&sources, &problems))?;
    Ok(())
}
