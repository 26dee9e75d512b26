//! Who is who: names as they are compared, and which names stand for one entity. Pure.
//!
//! Names are joined for one of three reasons, and for no other: the user's alias file says so, a text introduces the short name with the
//! long one ("Department of Defense (DoD)"), or the built-in list of authorities and countries does. Two names that only share words stay two.

mod acronym;
mod alias;
mod kind;
mod name;
mod resolve;

pub use acronym::acronyms;
pub use alias::{Alias, read_aliases, write_aliases};
pub use kind::kind;
pub use name::normal_name;
pub use resolve::{Origin, Told, resolve};
