//! The server from outside: over a socket, with a real ledger.

mod browser;
mod chinese;
mod common;
mod guards;
mod routes;
