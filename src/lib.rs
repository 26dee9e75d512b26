//! annals
pub mod document;
pub mod error;
pub mod event;
pub mod extract;
pub mod rules;
pub mod text;
pub mod timex;
