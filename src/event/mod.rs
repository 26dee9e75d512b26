//! Events: frames over grammar, roles, status, and the time of each event.
//!
//! ```text
//! rule → frame                       what data/en/event/*.toml says, compiled
//! ask → answer                       what frames ask of the words around their trigger, and which words answer
//! gate                               whether a sentence may hold an event: asked before it is parsed
//! chunks → item → clause · series    a sentence as a row of groups, and who does what in each clause
//! aside · gap                        what stands between a subject and its verb, what a relative clause leaves out
//! story · mend · quoted · join · antecedent · described · epithet · capital · apposition · name
//!                                    referents of noun groups and pronouns, under their full names
//! find · fill · party · allow · slots · distant · gapping
//!                                    frames whose triggers and slots hold
//! status · alleged · generic · infinitive · embed
//!                                    whether it happened
//! when · pick · nearby · stretch · ahead · offset
//!                                    when, by an expression of its sentence
//! context · chain · follow · retold · finer · occur
//!                                    when, by what was told elsewhere
//! engine                             the whole way, for one document
//! recall · price                     participants and the sum of a deal, told elsewhere
//! given                              when, for events that another program found
//! ```

mod ahead;
mod alleged;
mod allow;
mod answer;
mod antecedent;
mod apposition;
mod aside;
mod ask;
mod boilerplate;
mod capital;
mod carrier;
mod chain;
mod clause;
mod context;
mod cue;
mod described;
mod distant;
mod embed;
mod engine;
mod entry;
mod epithet;
mod example;
mod figure;
mod fill;
mod find;
mod finer;
mod follow;
mod frame;
mod gap;
mod gapping;
mod gate;
mod generic;
mod given;
mod govern;
mod infinitive;
mod item;
mod join;
mod kind;
mod mend;
mod mention;
mod name;
mod nearby;
mod occur;
mod offset;
mod owner;
mod party;
mod pick;
mod plea;
mod present;
mod price;
mod pronoun;
mod quoted;
mod recall;
mod retold;
pub mod rule;
mod series;
mod slots;
mod status;
mod story;
mod stretch;
mod subject;
mod when;
mod words;

pub use cue::StatusExample;
pub use engine::{Engine, Trial};
pub use example::Outcome;
pub use given::AnchoredTime;
pub use mention::{Argument, Basis, EventTime, Macro, Mention, Status};
