//! The server from outside: over a socket, with a real ledger.

mod browser;
mod common;
mod guards;
mod routes;
