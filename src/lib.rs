//! annals
pub mod error;
pub mod parallel;
pub mod document;
pub mod read;
pub mod text;
pub mod rules;
pub mod timex;
pub mod event;
pub mod extract;
pub mod fact;
pub mod store;
pub mod report;
pub mod cli;
