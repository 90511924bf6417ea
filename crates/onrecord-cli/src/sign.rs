//! `onrecord sign`: who vouches for the end of a chain, or for a bundle. Keys and signatures are those of OpenSSL.
//! What does not live here: whether what is signed is true.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{DecodePrivateKey, EncodePrivateKey, EncodePublicKey, KeypairBytes};
use ed25519_dalek::{Signer, SigningKey};
use onrecord::ledger::Ledger;

use crate::arguments::SignOptions;
use crate::failure::{Failure, Outcome};
use crate::{bundle, out};

/// Runs the command.
pub fn run(options: &SignOptions) -> Result<Outcome, Failure> {
    if options.make_key {
        make(&options.key)?;
        return Ok(Outcome::Done);
    }
    let key = read(&options.key)?;
    let signed = match &options.bundle {
        Some(folder) => bundle::sums_of(folder),
        None => {
            let ledger = Ledger::open(&options.ledger.ledger)?;
            let head = ledger.head()?;
            let file = with_end(&options.ledger.ledger, ".chain");
            put(&file, format!("{} {}\n", head.seq, head.hash).as_bytes())?;
            file
        }
    };
    let bytes = fs::read(&signed).map_err(|e| unreadable(&signed, &e))?;
    let signature = with_end(&signed, ".sig");
    put(&signature, &key.sign(&bytes).to_bytes())?;
    let mut lines = out::text();
    writeln!(lines, "{}", signature.display())?;
    lines.flush()?;
    Ok(Outcome::Done)
}

/// A new key, never over one that is there.
fn make(path: &Path) -> Result<(), Failure> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed)
        .map_err(|e| Failure::Other(format!("the system gives no random bytes ({e}): try again")))?;
    let key = SigningKey::from_bytes(&seed);
    // Without its public part, as OpenSSL writes it: older versions of it read no other.
    let private = KeypairBytes {
        secret_key: seed,
        public_key: None,
    };
    let unwritable = |e: &dyn std::fmt::Display| Failure::Other(format!("{}: {e}", path.display()));
    let private = private.to_pkcs8_pem(LineEnding::LF).map_err(|e| unwritable(&e))?;
    let public = key
        .verifying_key()
        .to_public_key_pem(LineEnding::LF)
        .map_err(|e| unwritable(&e))?;
    let mut open = fs::OpenOptions::new();
    open.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut open, 0o600);
    open.open(path)
        .and_then(|mut file| file.write_all(private.as_bytes()))
        .map_err(|e| {
            Failure::Other(format!(
                "{}: cannot be written ({e}): give a name that is not taken",
                path.display()
            ))
        })?;
    put(&path.with_extension("pub.pem"), public.as_bytes())
}

fn read(path: &Path) -> Result<SigningKey, Failure> {
    let words = fs::read_to_string(path).map_err(|e| unreadable(path, &e))?;
    SigningKey::from_pkcs8_pem(&words).map_err(|e| {
        Failure::Use(format!(
            "{}: is no ed25519 key in PEM ({e}): make one with --make-key",
            path.display()
        ))
    })
}

fn put(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    out::replace(path, bytes).map_err(|e| {
        Failure::Other(format!(
            "{}: cannot be written ({e}): check the folder",
            path.display()
        ))
    })
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Use(format!(
        "{}: cannot be read ({error}): check the path",
        path.display()
    ))
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}
