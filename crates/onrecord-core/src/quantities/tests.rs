//! Behaviour of the whole stage.
