//! The web pages in a real browser: `browser/run.mjs` drives Chromium. It is skipped, with a line that says so, if node,
//! Chromium or the packages of `browser/package.json` are missing; `.ci/run` installs them.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::common::{samples, serve};

fn found(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let all = names.iter().flat_map(|n| folders.iter().map(move |f| f.join(n)));
    all.into_iter().find(|p| p.is_file())
}

#[test]
fn a_reader_gets_along_in_chromium() {
    let browser = Path::new(env!("CARGO_MANIFEST_DIR")).join("browser");
    let node = found(&["node"]);
    let chromium = found(&["chromium", "chromium-browser", "google-chrome"]);
    let packages = browser.join("node_modules/playwright-core").is_dir();
    let (Some(node), Some(chromium), true) = (node, chromium, packages) else {
        println!(
            "skipped: the browser tests need node, chromium and `npm ci` in {}",
            browser.display()
        );
        return;
    };
    let server = serve("browser", vec![samples()], None);
    let status = Command::new(node)
        .arg(browser.join("run.mjs"))
        .arg(format!("http://{}", server.host()))
        .arg(chromium)
        .status()
        .expect("node starts");
    assert!(status.success(), "see the lines above");
}
