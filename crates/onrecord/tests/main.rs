//! What the stores of pages promise: a question that loads a few pages is answered as if it had loaded all, whatever order
//! they came in, and every store gives the same answers; whatever is changed in a ledger is told; ways through procedures.

mod procedures;
mod stores;
mod tampering;
