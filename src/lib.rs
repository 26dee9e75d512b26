//! annals
pub mod document;
pub mod error;
pub mod text;
pub mod rules;
pub mod timex;
pub mod event;
pub mod extract;
