//! `annals man`: the manual page, generated from the command line's definition.

use super::Outcome;
use crate::error::{Error, Result};

/// Print the manual page (view it with: annals man | man -l -)
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

pub(super) fn run(_args: &Args) -> Result<Outcome> {
    let mut text = Vec::new();
    let mut render = || -> std::io::Result<()> {
        let mut command = super::command();
        command.build();
        clap_mangen::Man::new(command.clone()).render(&mut text)?;
        // One page for all: each command's options follow under its own heading.
        for sub in command.get_subcommands() {
            let page = clap_mangen::Man::new(sub.clone());
            page.render_name_section(&mut text)?;
            page.render_synopsis_section(&mut text)?;
            page.render_options_section(&mut text)?;
        }
        Ok(())
    };
    render().map_err(|e| Error::io("manual page", e))?;
    super::print(&String::from_utf8_lossy(&text))
}
