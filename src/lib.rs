//! annals
pub mod cli;
pub mod document;
pub mod error;
pub mod event;
pub mod extract;
pub mod fact;
pub mod parallel;
pub mod read;
pub mod report;
pub mod rules;
pub mod store;
pub mod text;
pub mod timex;
