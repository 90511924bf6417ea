//! Makes the weights.
fn main() {}
